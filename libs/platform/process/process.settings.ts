import { duration, Setting, Settings } from '#platform/config';

@Settings('Process')
export class ProcessSettings {
  @Setting('SHUTDOWN_TIMEOUT', duration, 'A stopping process that is not done by then ends with what is unfinished.')
  readonly shutdownTimeout: number = 30_000;
}
