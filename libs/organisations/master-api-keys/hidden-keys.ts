import { Injectable } from '@nestjs/common';
import { Events } from '#platform/outbox';
import type { Organisation } from '../organisation.entity.js';
import { MasterApiKeyAdminChanged } from '../organisation.events.js';
import { MasterApiKey } from './master-api-key.entity.js';
import { MasterApiKeyRepository } from './master-api-key.repository.js';
import { digestOf } from './master-api-key.strategy.js';
import { randomText } from './master-api-keys.service.js';
import { MasterKeyCaller } from './master-key.caller.js';

const NAME_LENGTH = 50;

export interface HiddenKeyInput {
  readonly name: string;
  /** Otherwise it has the rights of its roles. */
  readonly isAdmin: boolean;
}

/** Master API keys that other libs act as. Nobody has ever seen such a key, and it opens nothing by itself. */
@Injectable()
export class HiddenKeys {
  constructor(
    private readonly keys: MasterApiKeyRepository,
    private readonly events: Events,
  ) {}

  /** A new one. `roles` refuses one that is no admin where there are no roles. */
  async create(
    organisation: Organisation,
    { name, isAdmin }: HiddenKeyInput,
    createdBy: number | null,
  ): Promise<MasterApiKey> {
    const key = Object.assign(new MasterApiKey(), {
      prefix: randomText(8),
      organisationId: organisation.id,
      name: name.slice(0, NAME_LENGTH),
      digest: digestOf(randomText(40)),
      isAdmin,
      createdBy,
      hidden: true,
    });
    const saved = await this.keys.save(key);
    if (!isAdmin) await this.announce(saved);
    return saved;
  }

  async update(key: MasterApiKey, { name, isAdmin }: HiddenKeyInput): Promise<void> {
    const wasAdmin = key.isAdmin;
    await this.keys.save(Object.assign(key, { name: name.slice(0, NAME_LENGTH), isAdmin }));
    if (isAdmin !== wasAdmin) await this.announce(key);
  }

  async revoke(key: MasterApiKey): Promise<void> {
    await this.keys.save(Object.assign(key, { revoked: true }));
  }

  /** Who acts as the key; undefined where it is revoked or its organisation is gone. */
  async callerBehind(prefix: string): Promise<MasterKeyCaller | undefined> {
    const key = await this.keys.hiddenByPrefix(prefix);
    return key && !key.revoked && !key.isExpired ? new MasterKeyCaller(key) : undefined;
  }

  private announce({ organisationId, prefix, isAdmin, hidden }: MasterApiKey): Promise<void> {
    return this.events.publish(new MasterApiKeyAdminChanged({ organisationId, prefix, isAdmin, hidden }));
  }
}
