import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MembersService } from '#organisations';
import { Database } from '#platform/database';
import { createOpenApi } from '#platform/http';
import { createLogger, NestLogger } from '#platform/logging';
import { createApi } from '../../apps/api/create-api.js';
import { actor, type Actor } from './actor.js';
import { Contract } from './contract.js';
import { cloneDatabase, type TestDatabase } from './database.js';

/** What waits for real processes may have to wait for them on a small machine that does other things. */
jest.setTimeout(30_000);

export type { Actor } from './actor.js';
export { numberIn, send, textIn, type Answer } from './send.js';

export interface Person extends Actor {
  readonly id: number;
  readonly email: string;
  readonly token: string;
}

/** An organisation of its own for one test, with a project and an environment, and the person who made them. */
export interface Tenant {
  readonly owner: Person;
  readonly organisation: number;
  readonly project: number;
  readonly environment: { readonly id: number; readonly key: string };
}

/** The running api of a spec file, on a database of its own. */
export class TestApi {
  app: NestFastifyApplication;
  private database: TestDatabase;
  private contract: Contract;

  /** @param settings environment variables, beyond those that every spec has */
  constructor(private readonly settings: Readonly<Record<string, string>> = {}) {}

  /** Where the database of this api is, for a worker beside it. */
  get databaseUrl(): string {
    return this.database.url;
  }

  async start(): Promise<void> {
    this.database = await cloneDatabase();
    Object.assign(process.env, {
      DATABASE_URL: this.database.url,
      SECRET_KEY: 'only for specs',
      LOGIN_THROTTLE_RATE: '100000/min',
      MFA_CODE_THROTTLE_RATE: '100000/min',
      PASSWORD_RESET_THROTTLE_RATE: '100000/min',
      LOG_LEVEL: process.env['SPEC_LOG_LEVEL'] ?? 'silent',
      ...this.settings,
    });
    this.app = await createApi(new NestLogger(createLogger({ level: 'error' }, 'spec')));
    await this.app.getHttpAdapter().getInstance().ready();
    this.contract = new Contract(createOpenApi(this.app, 'spec'));
  }

  async stop(): Promise<void> {
    for (const name of Object.keys(this.settings)) delete process.env[name];
    await this.app?.close();
    await this.database?.drop();
  }

  /** Lets the api listen too, for what does not go through Nest; answers its address. */
  async listen(): Promise<string> {
    if (!this.app.getHttpServer().listening) await this.app.listen(0, '127.0.0.1');
    return this.app.getUrl();
  }

  /** What the API offers no way to do or see. */
  sql<Row>(statement: string, parameters: unknown[]): Promise<Row[]> {
    return this.app.get(Database).query<Row>(statement, parameters);
  }

  /** Somebody with these headers, or nobody. */
  as(headers: Record<string, string> = {}): Actor {
    return actor(this.app, this.contract, headers);
  }

  /** An SDK with a key of an environment. */
  sdk(key: string): Actor {
    return this.as({ 'x-environment-key': key });
  }

  async person(): Promise<Person> {
    const email = `${unique('person')}@example.com`;
    const { data } = await this.as().POST('/api/v1/auth/users/', {
      body: { email, password: 'Str0ngp4ssw0rd!', first_name: 'Grace', last_name: 'Hopper' },
    });
    const token = data?.key ?? '';
    return Object.assign(this.as({ authorization: `Token ${token}` }), { id: data?.id ?? 0, email, token });
  }

  /** A member of the organisation who has been granted nothing. */
  async member(organisation: number): Promise<Person> {
    const person = await this.person();
    await this.join(organisation, person);
    return person;
  }

  async join(organisation: number, { id }: Person): Promise<void> {
    const members = this.app.get(MembersService, { strict: false });
    await this.app.get(Database).transaction(() => members.join(id, organisation, 'USER'));
  }

  async tenant(): Promise<Tenant> {
    const owner = await this.person();
    const organisation = await owner.POST('/api/v1/organisations/', { body: { name: unique('Acme') } });
    const project = await owner.POST('/api/v1/projects/', {
      body: { name: 'Shop', organisation: organisation.data?.id ?? 0 },
    });
    const environment = await owner.POST('/api/v1/environments/', {
      body: { name: 'Development', project: project.data?.id ?? 0 },
    });
    return {
      owner,
      organisation: organisation.data?.id ?? 0,
      project: project.data?.id ?? 0,
      environment: { id: environment.data?.id ?? 0, key: environment.data?.api_key ?? '' },
    };
  }

  /** A feature of the tenant's project, by its owner. */
  async feature(
    { owner, project }: Tenant,
    name: string,
    more: { initial_value?: string; default_enabled?: boolean; is_server_key_only?: boolean } = {},
  ): Promise<number> {
    const { data } = await owner.POST('/api/v1/projects/{projectId}/features/', {
      params: { path: { projectId: project } },
      body: { name, ...more },
    });
    return data?.id ?? 0;
  }

  /** A server-side key of the tenant's environment. */
  async serverKey({ owner, environment }: Tenant): Promise<string> {
    const { data } = await owner.POST('/api/v1/environments/{environmentKey}/api-keys/', {
      params: { path: { environmentKey: environment.key } },
      body: { name: 'server' },
    });
    return data?.key ?? '';
  }
}

/** Starts the api before the specs of a file, or of a `describe`, and stops it after them. */
export function useApi(settings: Readonly<Record<string, string>> = {}): TestApi {
  const api = new TestApi(settings);
  beforeAll(() => api.start());
  afterAll(() => api.stop());
  return api;
}

/** What a careless client sends, past the types of the generated one. */
export function careless(input: unknown): never {
  return input as never;
}

export function unique(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString('hex')}`;
}
