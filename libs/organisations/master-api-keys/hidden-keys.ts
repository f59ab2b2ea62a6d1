import { Injectable } from '@nestjs/common';
import type { Organisation } from '../organisation.entity.js';
import { MasterApiKey } from './master-api-key.entity.js';
import { MasterApiKeyRepository } from './master-api-key.repository.js';
import { digestOf } from './master-api-key.strategy.js';
import { randomText } from './master-api-keys.service.js';
import { MasterKeyCaller } from './master-key.caller.js';

const NAME_LENGTH = 50;

/** Master API keys that other libs act as. Nobody has ever seen such a key, and it opens nothing by itself. */
@Injectable()
export class HiddenKeys {
  constructor(private readonly keys: MasterApiKeyRepository) {}

  /** The prefix of a new one. */
  async create(organisation: Organisation, name: string, createdBy: number | null): Promise<string> {
    const key = Object.assign(new MasterApiKey(), {
      prefix: randomText(8),
      organisationId: organisation.id,
      name: name.slice(0, NAME_LENGTH),
      digest: digestOf(randomText(40)),
      createdBy,
      hidden: true,
    });
    return (await this.keys.save(key)).prefix;
  }

  async rename(prefix: string, name: string): Promise<void> {
    await this.change(prefix, (key) => (key.name = name.slice(0, NAME_LENGTH)));
  }

  async revoke(prefix: string): Promise<void> {
    await this.change(prefix, (key) => (key.revoked = true));
  }

  /** Who acts as the key; undefined where it is revoked or its organisation is gone. */
  async callerBehind(prefix: string): Promise<MasterKeyCaller | undefined> {
    const key = await this.keys.hiddenByPrefix(prefix);
    return key && !key.revoked && !key.isExpired ? new MasterKeyCaller(key) : undefined;
  }

  private async change(prefix: string, change: (key: MasterApiKey) => void): Promise<void> {
    const key = await this.keys.hiddenByPrefix(prefix);
    if (!key) return;
    change(key);
    await this.keys.save(key);
  }
}
