import type { FastifyRequest } from 'fastify';
import { OAuthFault } from './oauth-fault.js';

/** The parameters of a request to an OAuth endpoint. One without a value counts as left out, one given twice is a fault. */
export class Form {
  private constructor(private readonly values: ReadonlyMap<string, unknown>) {}

  /** Those of a URL-encoded body; any other body has none. */
  static inBody({ headers, body }: FastifyRequest): Form {
    const encoded = headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded');
    return Form.of(encoded ? body : undefined);
  }

  static of(values: unknown): Form {
    return new Form(new Map(typeof values === 'object' && values !== null ? Object.entries(values) : []));
  }

  /** @throws OAuthFault where it is given more than once */
  text(name: string): string | undefined {
    const value = this.values.get(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') throw new OAuthFault('invalid_request', `Duplicate ${name} parameter.`);
    return value;
  }

  /** @throws OAuthFault where it is missing */
  required(name: string, called = name): string {
    const value = this.text(name);
    if (value === undefined) throw OAuthFault.missing(called);
    return value;
  }
}
