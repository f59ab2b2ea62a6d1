import { duration, integer, port, Setting, Settings, text, toggle } from '#platform/config';

@Settings('HTTP')
export class HttpSettings {
  @Setting('PORT', port, 'Where the api listens.')
  readonly port: number = 8000;

  @Setting('HOST', text, 'The address the api binds.')
  readonly host: string = '0.0.0.0';

  @Setting(
    'HTTP_BODY_LIMIT',
    integer(1_024, 100_000_000),
    'Bytes that a request body has at most; more is answered 413.',
  )
  readonly bodyLimit: number = 2_621_440;

  @Setting('HTTP_DEPTH_LIMIT', integer(4, 1_000), 'How deep the JSON of a request may be nested; more is answered 400.')
  readonly depthLimit: number = 64;

  @Setting('HTTP_REQUEST_TIMEOUT', duration, 'A request whose head and body are not there by then is ended.')
  readonly requestTimeout: number = 30_000;

  @Setting(
    'HTTP_DRAIN_DELAY',
    duration,
    'How long a stopping api goes on listening after readiness says no, so that load balancers notice.',
  )
  readonly drainDelay: number = 0;

  @Setting('TRUST_PROXY', toggle, 'Whether X-Forwarded-* of the caller is believed; true behind a reverse proxy only.')
  readonly trustProxy: boolean = false;

  @Setting('CORS_ALLOWED_ORIGINS', text, 'Comma-separated origins that browsers may call from; all when empty.')
  readonly corsAllowedOrigins: string = '';
}
