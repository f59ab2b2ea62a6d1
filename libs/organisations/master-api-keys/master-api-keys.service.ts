import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UserCaller } from '#accounts';
import { NotFound } from '#platform/errors';
import type { Caller } from '#platform/http';
import { Events } from '#platform/outbox';
import type { Organisation } from '../organisation.entity.js';
import { MasterApiKeyAdminChanged } from '../organisation.events.js';
import type { CreateMasterApiKeyDto, UpdateMasterApiKeyDto } from './master-api-key.dto.js';
import { MasterApiKey } from './master-api-key.entity.js';
import { MasterApiKeyRepository } from './master-api-key.repository.js';
import { digestOf } from './master-api-key.strategy.js';

@Injectable()
export class MasterApiKeysService {
  constructor(
    private readonly keys: MasterApiKeyRepository,
    private readonly events: Events,
  ) {}

  /** Makes a key and hands it out, this once. `roles` refuses one that is no admin where there are no roles. */
  async create(
    organisation: Organisation,
    input: CreateMasterApiKeyDto,
    caller: Caller,
  ): Promise<{ row: MasterApiKey; key: string }> {
    const prefix = randomText(8);
    const key = `${prefix}.${randomText(32)}`;
    const row = await this.keys.save(
      Object.assign(new MasterApiKey(), {
        prefix,
        organisationId: organisation.id,
        name: input.name,
        digest: digestOf(key),
        isAdmin: input.is_admin ?? true,
        revoked: input.revoked ?? false,
        expiryDate: input.expiry_date ? new Date(input.expiry_date) : null,
        createdBy: caller instanceof UserCaller ? caller.user.id : null,
      }),
    );
    if (!row.isAdmin) await this.announce(row);
    return { row, key };
  }

  /** @throws NotFound for a key of another organisation, or one that is revoked */
  async find(organisation: Organisation, prefix: string): Promise<MasterApiKey> {
    const key = await this.keys.find(organisation.id, prefix);
    if (!key) throw NotFound.of('MasterAPIKey');
    return key;
  }

  async update(organisation: Organisation, prefix: string, input: UpdateMasterApiKeyDto): Promise<MasterApiKey> {
    await this.find(organisation, prefix);
    const key = await this.keys.lock(organisation.id, prefix);
    if (!key) throw NotFound.of('MasterAPIKey');
    key.name = input.name ?? key.name;
    key.revoked = input.revoked ?? key.revoked;
    if (input.expiry_date !== undefined) key.expiryDate = input.expiry_date ? new Date(input.expiry_date) : null;
    const wasAdmin = key.isAdmin;
    key.isAdmin = input.is_admin ?? wasAdmin;
    const saved = await this.keys.save(key);
    if (saved.isAdmin !== wasAdmin) await this.announce(saved);
    return saved;
  }

  async revoke(organisation: Organisation, prefix: string): Promise<void> {
    await this.update(organisation, prefix, { revoked: true });
  }

  private announce({ organisationId, prefix, isAdmin, hidden }: MasterApiKey): Promise<void> {
    return this.events.publish(new MasterApiKeyAdminChanged({ organisationId, prefix, isAdmin, hidden }));
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
