import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UserCaller } from '#accounts';
import { Invalid, NotFound } from '#platform/errors';
import type { Caller } from '#platform/http';
import type { Organisation } from '../organisation.entity.js';
import type { CreateMasterApiKeyDto, UpdateMasterApiKeyDto } from './master-api-key.dto.js';
import { MasterApiKey } from './master-api-key.entity.js';
import { MasterApiKeyRepository } from './master-api-key.repository.js';
import { digestOf } from './master-api-key.strategy.js';

@Injectable()
export class MasterApiKeysService {
  constructor(private readonly keys: MasterApiKeyRepository) {}

  /** Makes a key and hands it out, this once. */
  async create(
    organisation: Organisation,
    input: CreateMasterApiKeyDto,
    caller: Caller,
  ): Promise<{ row: MasterApiKey; key: string }> {
    if (input.is_admin === false) throw Invalid.field('is_admin', 'RBAC is not installed, cannot create non-admin key');
    const prefix = randomText(8);
    const key = `${prefix}.${randomText(32)}`;
    const row = await this.keys.save(
      Object.assign(new MasterApiKey(), {
        prefix,
        organisationId: organisation.id,
        name: input.name,
        digest: digestOf(key),
        expiryDate: input.expiry_date ? new Date(input.expiry_date) : null,
        createdBy: caller instanceof UserCaller ? caller.user.id : null,
      }),
    );
    return { row, key };
  }

  /** @throws NotFound for a key of another organisation, or one that is revoked */
  async find(organisation: Organisation, prefix: string): Promise<MasterApiKey> {
    const key = await this.keys.find(organisation.id, prefix);
    if (!key) throw NotFound.of('MasterAPIKey');
    return key;
  }

  async update(
    organisation: Organisation,
    prefix: string,
    input: Partial<UpdateMasterApiKeyDto>,
  ): Promise<MasterApiKey> {
    const key = await this.find(organisation, prefix);
    key.name = input.name ?? key.name;
    key.revoked = input.revoked ?? key.revoked;
    if (input.expiry_date !== undefined) key.expiryDate = input.expiry_date ? new Date(input.expiry_date) : null;
    return this.keys.save(key);
  }

  async revoke(organisation: Organisation, prefix: string): Promise<void> {
    await this.update(organisation, prefix, { revoked: true });
  }
}

/** Letters and digits, 5.95 bits each. */
export function randomText(length: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += letters.charAt(byte % 62);
  }
  return text;
}
