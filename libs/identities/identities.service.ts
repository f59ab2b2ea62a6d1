import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { Invalid, NotFound } from '#platform/errors';
import { Events } from '#platform/outbox';
import type { CreateIdentityDto } from './identity.dto.js';
import { Identity } from './identity.entity.js';
import { IdentityDeleted } from './identity.events.js';
import { IdentityRepository } from './identity.repository.js';

@Injectable()
export class IdentitiesService {
  constructor(
    private readonly identities: IdentityRepository,
    private readonly events: Events,
  ) {}

  async find(environment: Environment, id: number): Promise<Identity> {
    const identity = await this.identities.find(environment.id, id);
    if (!identity) throw NotFound.of('Identity');
    return identity;
  }

  async create(environment: Environment, { identifier }: CreateIdentityDto): Promise<Identity> {
    if (await this.identities.exists(environment.id, identifier))
      throw new Invalid({ identifier: `Identity with identifier '${identifier}' already exists in this environment` });
    return this.identities.save(Object.assign(new Identity(), { environmentId: environment.id, identifier }));
  }

  /** With its traits and overrides. */
  async delete(identity: Identity): Promise<void> {
    await this.identities.remove(identity);
    await this.events.publish(new IdentityDeleted({ identityId: identity.id, environmentId: identity.environmentId }));
  }
}
