import { duration, integer, Setting, Settings } from '#platform/config';

@Settings('Realtime')
export class RealtimeSettings {
  @Setting(
    'REALTIME_HEARTBEAT',
    duration,
    'How often an open stream is sent a comment, so that proxies do not take it for dead.',
  )
  readonly heartbeat: number = 15_000;

  @Setting(
    'REALTIME_MAX_STREAMS',
    integer(0, 1_000_000),
    'Streams that one api process holds open at most; more are answered 503.',
  )
  readonly maxStreams: number = 10_000;
}
