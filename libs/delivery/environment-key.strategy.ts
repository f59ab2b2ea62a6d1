import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CredentialStrategy, type Caller } from '#platform/http';
import { allowed } from './allowed.js';
import { EnvironmentCache, type Opened } from './environment-cache.js';

/** An SDK, known by the key of its environment. */
export class SdkCaller implements Caller {
  readonly kind: 'client-key' | 'server-key';
  readonly label = 'SDK';

  constructor(readonly opened: Opened) {
    this.kind = `${opened.side}-key`;
  }
}

/** `X-Environment-Key: <client-side or server-side key>`. */
@Injectable()
export class EnvironmentKeyStrategy extends CredentialStrategy('environment-key') {
  constructor(private readonly cache: EnvironmentCache) {
    super();
  }

  async validate(request: FastifyRequest): Promise<SdkCaller | false> {
    const key = request.headers['x-environment-key'];
    if (typeof key !== 'string' || key === '') return false;
    return new SdkCaller(allowed(await this.cache.open(key)));
  }
}
