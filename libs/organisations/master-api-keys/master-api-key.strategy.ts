import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { authorization } from '#accounts';
import { Unauthenticated } from '#platform/errors';
import { CredentialStrategy } from '#platform/http';
import { MasterApiKeyRepository } from './master-api-key.repository.js';
import { MasterKeyCaller } from './master-key.caller.js';

/** SHA-256 will do: a key has 190 random bits, there is nothing to guess. */
export const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** `Authorization: Api-Key <prefix>.<secret>`. */
@Injectable()
export class MasterApiKeyStrategy extends CredentialStrategy('api-key') {
  constructor(private readonly keys: MasterApiKeyRepository) {
    super();
  }

  async validate(request: FastifyRequest): Promise<MasterKeyCaller | false> {
    const given = authorization(request, 'Api-Key');
    if (given === undefined) return false;
    const key = await this.keys.byPrefix(given.split('.', 1)[0] ?? '');
    if (!key || key.isExpired || !timingSafeEqual(digestOf(given), key.digest))
      throw new Unauthenticated('Valid Master API Key not found.');
    return new MasterKeyCaller(key);
  }
}
