import { Injectable } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import { Events } from '#platform/outbox';
import type { CreateServerKeyDto, UpdateServerKeyDto } from '../environment.dto.js';
import type { Environment } from '../environment.entity.js';
import { ServerKeyChanged } from '../environment.events.js';
import { newKey } from '../keys.js';
import { EnvironmentApiKey } from './environment-api-key.entity.js';
import { EnvironmentApiKeyRepository } from './environment-api-key.repository.js';

@Injectable()
export class EnvironmentApiKeysService {
  constructor(
    private readonly keys: EnvironmentApiKeyRepository,
    private readonly events: Events,
  ) {}

  create(environment: Environment, input: CreateServerKeyDto): Promise<EnvironmentApiKey> {
    const key = Object.assign(new EnvironmentApiKey(), { environmentId: environment.id, key: `ser.${newKey()}` });
    return this.save(key, input);
  }

  async update(environment: Environment, id: number, input: Partial<UpdateServerKeyDto>): Promise<EnvironmentApiKey> {
    return this.save(await this.find(environment, id), input);
  }

  async delete(environment: Environment, id: number): Promise<void> {
    await this.keys.remove(await this.find(environment, id));
    await this.events.publish(new ServerKeyChanged({ environmentId: environment.id }));
  }

  private async find(environment: Environment, id: number): Promise<EnvironmentApiKey> {
    const key = await this.keys.find(environment.id, id);
    if (!key) throw NotFound.of('EnvironmentAPIKey');
    return key;
  }

  private async save(key: EnvironmentApiKey, input: Partial<UpdateServerKeyDto>): Promise<EnvironmentApiKey> {
    key.name = input.name ?? key.name;
    key.active = input.active ?? key.active;
    if (input.expires_at !== undefined) key.expiresAt = input.expires_at === null ? null : new Date(input.expires_at);
    const saved = await this.keys.save(key);
    await this.events.publish(new ServerKeyChanged({ environmentId: key.environmentId }));
    return saved;
  }
}
