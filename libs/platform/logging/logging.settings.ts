import { choice, Setting, Settings } from '#platform/config';

@Settings('Logging')
export class LoggingSettings {
  @Setting(
    'LOG_LEVEL',
    choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'What is logged, as JSON lines on standard output.',
  )
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent' = 'info';
}
