import { Injectable } from '@nestjs/common';
import { AccountClosed } from '#accounts';
import { Within } from '#platform/outbox';
import { OrganisationRepository } from './organisation.repository.js';
import { OrganisationsService } from './organisations.service.js';

/** Organisations whose last member closes the account. */
@Injectable()
export class OrphanedOrganisations {
  constructor(
    private readonly organisations: OrganisationRepository,
    private readonly service: OrganisationsService,
  ) {}

  /** Deletes them, where that was asked for. Otherwise they stay, and nobody is in them. */
  @Within(AccountClosed)
  async deleteWithAccount({ payload }: AccountClosed): Promise<void> {
    if (!payload.deleteOrphanOrganisations) return;
    for (const organisation of await this.organisations.onlyOf(payload.userId)) await this.service.delete(organisation);
  }
}
