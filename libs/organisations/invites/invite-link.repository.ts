import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { Database, Store } from '#platform/database';
import { InviteLink } from './invite-link.entity.js';

@Injectable()
export class InviteLinkRepository extends Store<InviteLink> {
  constructor(database: Database) {
    super(database, InviteLink);
  }

  inOrganisation(organisationId: number): Promise<InviteLink[]> {
    return this.rows.find({ where: { organisationId }, order: { id: 'ASC' } });
  }

  /** One of an organisation that is not deleted: TypeORM joins only those that are not. */
  byDigest(digest: Buffer): Promise<InviteLink | null> {
    return this.rows.findOne({
      where: { digest, organisation: { id: Not(IsNull()) } },
      relations: { organisation: true },
    });
  }

  /** Whether there was one. */
  async remove(organisationId: number, id: number): Promise<boolean> {
    return ((await this.rows.delete({ organisationId, id })).affected ?? 0) > 0;
  }
}
