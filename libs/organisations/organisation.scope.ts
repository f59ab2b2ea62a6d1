import { Injectable } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import { readId, RefusedWith, Scoped, ScopeOf, type ScopeLoader } from '#platform/http';
import type { Organisation } from './organisation.entity.js';
import { OrganisationRepository } from './organisation.repository.js';

/** The organisation that the path names and the rule has opened. */
export const InOrganisation = (): ParameterDecorator => Scoped('organisation');

/** What upstream says to who is refused on what belongs to an organisation. */
export const NotPrivileged = (): ClassDecorator =>
  RefusedWith('User does not have sufficient privileges to perform this action');

/** Loads `:organisationId`. Who may not see an organisation does not learn whether it exists. */
@ScopeOf('organisation')
@Injectable()
export class OrganisationScope implements ScopeLoader {
  constructor(private readonly organisations: OrganisationRepository) {}

  absent(): NotFound {
    return NotFound.of('Organisation');
  }

  isGuessable(): boolean {
    return true;
  }

  async load({ organisationId }: Readonly<Record<string, string>>): Promise<Organisation | undefined> {
    return (await this.organisations.byId(readId(organisationId))) ?? undefined;
  }
}
