import { duration, rate, Setting, Settings, type Rate } from '#platform/config';

@Settings('Usage')
export class UsageSettings {
  @Setting(
    'USAGE_FLUSH_INTERVAL',
    duration,
    'How often counts of requests and evaluations are written to PostgreSQL; a process that is killed loses no more than these.',
  )
  readonly flushInterval: number = 60_000;

  @Setting('TELEMETRY_THROTTLE_RATE', rate, 'Reports of other installations from one address.')
  readonly telemetryThrottle: Rate = { limit: 10, period: 60_000 };
}
