import { Injectable } from '@nestjs/common';
import { UserCaller } from '#accounts';
import { HiddenKeys, OrganisationDeleted, type Organisation } from '#organisations';
import { NotFound } from '#platform/errors';
import type { Caller } from '#platform/http';
import { Events, Within } from '#platform/outbox';
import type { WriteTrustRelationshipDto } from './trust-relationship.dto.js';
import { TrustRelationship } from './trust-relationship.entity.js';
import {
  TrustRelationshipCreated,
  TrustRelationshipDeleted,
  TrustRelationshipUpdated,
} from './trust-relationship.events.js';
import { TrustRelationshipRepository } from './trust-relationship.repository.js';

@Injectable()
export class TrustRelationshipsService {
  constructor(
    private readonly relationships: TrustRelationshipRepository,
    private readonly keys: HiddenKeys,
    private readonly events: Events,
  ) {}

  async create(
    organisation: Organisation,
    input: WriteTrustRelationshipDto,
    caller: Caller,
  ): Promise<TrustRelationship> {
    const createdBy = caller instanceof UserCaller ? caller.user.id : null;
    const row = this.apply(new TrustRelationship(), input);
    const key = await this.keys.create(organisation, keyOf(row, input.is_admin), createdBy);
    Object.assign(row, { organisationId: organisation.id, masterApiKeyPrefix: key.prefix, key, createdBy });
    const saved = await this.relationships.save(row);
    await this.events.publish(new TrustRelationshipCreated(payloadOf(saved)));
    return saved;
  }

  /** @throws NotFound for one of another organisation */
  async find(organisation: Organisation, id: number): Promise<TrustRelationship> {
    const found = await this.relationships.find(organisation.id, id);
    if (!found) throw NotFound.of('TrustRelationship');
    return found;
  }

  async update(
    organisation: Organisation,
    id: number,
    input: Partial<WriteTrustRelationshipDto>,
  ): Promise<TrustRelationship> {
    const row = await this.find(organisation, id);
    const saved = await this.relationships.save(this.apply(row, input));
    await this.keys.update(row.key, keyOf(saved, input.is_admin ?? row.key.isAdmin));
    await this.events.publish(new TrustRelationshipUpdated(payloadOf(saved)));
    return saved;
  }

  async delete(organisation: Organisation, id: number): Promise<void> {
    const row = await this.find(organisation, id);
    const payload = payloadOf(row);
    await this.keys.revoke(row.key);
    await this.relationships.remove(row);
    await this.events.publish(new TrustRelationshipDeleted(payload));
  }

  /** The pairs of issuer and audience are free again. */
  @Within(OrganisationDeleted)
  async endAll({ payload }: OrganisationDeleted): Promise<void> {
    await this.relationships.removeAll(payload.organisationId);
  }

  private apply(row: TrustRelationship, input: Partial<WriteTrustRelationshipDto>): TrustRelationship {
    row.name = input.name ?? row.name;
    row.issuer = input.issuer ?? row.issuer;
    row.audience = input.audience ?? row.audience;
    row.claimRules = input.claim_rules?.map(({ claim, values }) => ({ claim, values })) ?? row.claimRules;
    return row;
  }
}

const keyOf = ({ name }: TrustRelationship, isAdmin: boolean) => ({ name: `Trust relationship: ${name}`, isAdmin });

const payloadOf = ({ organisationId, id }: TrustRelationship) => ({ organisationId, trustRelationshipId: id });
