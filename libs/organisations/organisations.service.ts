import { Injectable } from '@nestjs/common';
import { UserCaller } from '#accounts';
import { Denied } from '#platform/errors';
import type { Caller } from '#platform/http';
import { Events } from '#platform/outbox';
import { MembersService } from './members/members.service.js';
import type { CreateOrganisationDto, UpdateOrganisationDto } from './organisation.dto.js';
import { Organisation } from './organisation.entity.js';
import { OrganisationCreated, OrganisationDeleted, OrganisationUpdated } from './organisation.events.js';
import { OrganisationRepository } from './organisation.repository.js';

@Injectable()
export class OrganisationsService {
  constructor(
    private readonly organisations: OrganisationRepository,
    private readonly members: MembersService,
    private readonly events: Events,
  ) {}

  /** The caller becomes its first admin. @throws Denied for a key */
  async create(input: CreateOrganisationDto, caller: Caller): Promise<Organisation> {
    if (!(caller instanceof UserCaller)) throw new Denied();
    const organisation = await this.organisations.save(this.apply(new Organisation(), input));
    await this.members.join(caller.user.id, organisation.id, 'ADMIN');
    await this.events.publish(new OrganisationCreated({ organisationId: organisation.id }));
    return organisation;
  }

  async update(organisation: Organisation, input: Partial<UpdateOrganisationDto>): Promise<Organisation> {
    const updated = await this.organisations.save(this.apply(organisation, input));
    await this.events.publish(new OrganisationUpdated({ organisationId: organisation.id }));
    return updated;
  }

  async delete(organisation: Organisation): Promise<void> {
    await this.organisations.remove(organisation);
    await this.events.publish(new OrganisationDeleted({ organisationId: organisation.id }));
  }

  private apply(organisation: Organisation, input: Partial<UpdateOrganisationDto>): Organisation {
    organisation.name = input.name ?? organisation.name;
    organisation.restrictProjectCreateToAdmin =
      input.restrict_project_create_to_admin ?? organisation.restrictProjectCreateToAdmin;
    organisation.force2fa = input.force_2fa ?? organisation.force2fa;
    if (input.webhook_notification_email !== undefined)
      organisation.webhookNotificationEmail = input.webhook_notification_email;
    return organisation;
  }
}
