import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { Invalid, NotFound } from '#platform/errors';
import { Events } from '#platform/outbox';
import type { CreateIdentityDto, PatchIdentityDto } from './identity.dto.js';
import { Identity } from './identity.entity.js';
import { IdentityDeleted, IdentityRenamed } from './identity.events.js';
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
    await this.requireFree(environment, identifier);
    return this.identities.save(Object.assign(new Identity(), { environmentId: environment.id, identifier }));
  }

  /** Also to the name that it has, which is taken. // upstream: §9 */
  async rename(environment: Environment, identity: Identity, { identifier }: PatchIdentityDto): Promise<Identity> {
    if (identifier === undefined) return identity;
    await this.requireFree(environment, identifier);
    await this.identities.rename(identity, identifier);
    const { id: identityId, environmentId } = identity;
    await this.events.publish(new IdentityRenamed({ identityId, environmentId }));
    return Object.assign(identity, { identifier });
  }

  private async requireFree({ id }: Environment, identifier: string): Promise<void> {
    if (await this.identities.exists(id, identifier))
      throw new Invalid({ identifier: `Identity with identifier '${identifier}' already exists in this environment` });
  }

  /** With its traits and overrides. */
  async delete(identity: Identity): Promise<void> {
    await this.identities.remove(identity);
    await this.events.publish(new IdentityDeleted({ identityId: identity.id, environmentId: identity.environmentId }));
  }
}
