import type { NestFastifyApplication } from '@nestjs/platform-fastify';

type Row = Readonly<Record<string, unknown>>;

/** Calls routes of an api in this process, as somebody, in the transaction that is open. */
export class ApiCalls {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** @param path below `/api/v1/`. @throws Error with what the api says, where it refuses */
  async send(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Row> {
    const { statusCode, payload } = await this.app.inject({
      method,
      url: `/api/v1/${path}`,
      headers: { ...this.headers },
      ...(body ? { payload: body } : {}),
    });
    if (statusCode >= 300) throw new Error(`${method} ${path} was refused with ${statusCode}: ${payload}`);
    return JSON.parse(payload);
  }

  /** Creates something; answers its id. */
  async create(path: string, body: object): Promise<number> {
    return idOf(await this.send('POST', path, body));
  }

  /** The rows of a list's first page. */
  async list(path: string): Promise<readonly Row[]> {
    const { results } = await this.send('GET', path);
    return Array.isArray(results) ? results : [];
  }
}

export const idOf = ({ id }: Row): number => Number(id);
