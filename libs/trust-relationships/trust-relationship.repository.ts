import { Injectable } from '@nestjs/common';
import { Database, Store } from '#platform/database';
import { TrustRelationship } from './trust-relationship.entity.js';

@Injectable()
export class TrustRelationshipRepository extends Store<TrustRelationship> {
  constructor(database: Database) {
    super(database, TrustRelationship);
  }

  /** The oldest first, with their keys. */
  inOrganisation(organisationId: number): Promise<TrustRelationship[]> {
    return this.rows.find({ where: { organisationId }, relations: { key: true }, order: { id: 'ASC' } });
  }

  /** With its key. */
  find(organisationId: number, id: number): Promise<TrustRelationship | null> {
    return this.rows.findOne({ where: { organisationId, id }, relations: { key: true } });
  }

  /** For a token that names it; its key says whether that is still good. */
  byId(id: number): Promise<TrustRelationship | null> {
    return this.rows.findOneBy({ id });
  }

  /** Of all organisations: which one a token is for is not known yet. */
  ofIssuer(issuer: string): Promise<TrustRelationship[]> {
    return this.rows.findBy({ issuer });
  }

  async removeAll(organisationId: number): Promise<void> {
    await this.rows.delete({ organisationId });
  }

  async remove({ id }: TrustRelationship): Promise<void> {
    await this.rows.delete(id);
  }
}
