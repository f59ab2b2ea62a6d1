import { duration, integer, Setting, Settings, url } from '#platform/config';

@Settings('Database')
export class DatabaseSettings {
  @Setting(
    'DATABASE_URL',
    url(['postgres', 'postgresql'], true),
    'PostgreSQL 14 or later. `npm start` brings its own when this is not set.',
  )
  readonly url: string = 'postgres://postgres@localhost:5432/burgee';

  @Setting('DATABASE_POOL_SIZE', integer(2, 500), 'Connections that one process opens at most.')
  readonly poolSize: number = 10;

  @Setting('DATABASE_SDK_POOL_SIZE', integer(2, 100), 'Connections that one api keeps for what SDKs ask, besides.')
  readonly sdkPoolSize: number = 4;

  @Setting('DATABASE_SDK_TIMEOUT', duration, 'A statement for what an SDK asks is given up when it takes longer.')
  readonly sdkTimeout: number = 5_000;

  @Setting('DATABASE_STATEMENT_TIMEOUT', duration, 'A statement that takes longer is given up.')
  readonly statementTimeout: number = 20_000;

  @Setting(
    'DATABASE_CONNECTION_TIMEOUT',
    duration,
    'How long a request waits for a connection before it is answered 503.',
  )
  readonly connectionTimeout: number = 5_000;
}
