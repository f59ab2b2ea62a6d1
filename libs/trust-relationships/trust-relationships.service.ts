import { Injectable } from '@nestjs/common';
import { UserCaller } from '#accounts';
import { HiddenKeys, OrganisationDeleted, type Organisation } from '#organisations';
import { Invalid, NotFound } from '#platform/errors';
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
    Object.assign(row, {
      organisationId: organisation.id,
      masterApiKeyPrefix: await this.keys.create(organisation, keyName(row), createdBy),
      createdBy,
    });
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
    const saved = await this.relationships.save(this.apply(await this.find(organisation, id), input));
    await this.keys.rename(saved.masterApiKeyPrefix, keyName(saved));
    await this.events.publish(new TrustRelationshipUpdated(payloadOf(saved)));
    return saved;
  }

  async delete(organisation: Organisation, id: number): Promise<void> {
    const row = await this.find(organisation, id);
    const payload = payloadOf(row);
    await this.keys.revoke(row.masterApiKeyPrefix);
    await this.relationships.remove(row);
    await this.events.publish(new TrustRelationshipDeleted(payload));
  }

  /** The pairs of issuer and audience are free again. */
  @Within(OrganisationDeleted)
  async endAll({ payload }: OrganisationDeleted): Promise<void> {
    await this.relationships.removeAll(payload.organisationId);
  }

  private apply(row: TrustRelationship, input: Partial<WriteTrustRelationshipDto>): TrustRelationship {
    if (input.is_admin === false)
      throw Invalid.field('is_admin', 'RBAC is not installed, cannot create non-admin trust relationship');
    row.name = input.name ?? row.name;
    row.issuer = input.issuer ?? row.issuer;
    row.audience = input.audience ?? row.audience;
    row.claimRules = input.claim_rules?.map(({ claim, values }) => ({ claim, values })) ?? row.claimRules;
    return row;
  }
}

const keyName = ({ name }: TrustRelationship): string => `Trust relationship: ${name}`;

const payloadOf = ({ organisationId, id }: TrustRelationship) => ({ organisationId, trustRelationshipId: id });
