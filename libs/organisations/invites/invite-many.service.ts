import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { Invalid, type Faults } from '#platform/errors';
import type { Caller } from '#platform/http';
import type { Organisation } from '../organisation.entity.js';
import type { CreateInviteDto, CreateInvitesDto, ListedInvite } from './invite.dto.js';
import { alreadyInvited } from './invite.entity.js';
import { InviteRepository } from './invite.repository.js';
import { InvitesService } from './invites.service.js';

const MOST = 100;

/** Several invitations in one request: all of them, or none. */
@Injectable()
export class InviteManyService {
  constructor(
    private readonly invites: InvitesService,
    private readonly repository: InviteRepository,
  ) {}

  /** @throws Invalid with one member per invitation, Throttled */
  async create(organisation: Organisation, input: CreateInvitesDto, caller: Caller): Promise<ListedInvite[]> {
    await this.invites.limit(caller);
    const { invites = [], emails = [] } = input;
    if (invites.length + emails.length > MOST) throw Invalid.whole(`No more than ${MOST} can be invited at once.`);
    await this.refuseBadAddresses(organisation, emails);
    const created = await this.createEach(organisation, invites, caller);
    for (const email of emails) created.push(await this.invites.create(organisation, { email }, caller));
    return created;
  }

  private async refuseBadAddresses(organisation: Organisation, emails: readonly string[]): Promise<void> {
    const faults = emails.map((email): Faults => (isEmail(email) ? {} : ['Enter a valid email address.']));
    if (faults.some((fault) => Array.isArray(fault))) throw new Invalid({ emails: faults });
    for (const email of emails)
      if (await this.repository.isInvited(organisation.id, email)) throw Invalid.field('emails', alreadyInvited(email));
  }

  /** In order; what has been made before a fault goes with the transaction. */
  private async createEach(
    organisation: Organisation,
    inputs: readonly CreateInviteDto[],
    caller: Caller,
  ): Promise<ListedInvite[]> {
    const created: ListedInvite[] = [];
    const faults: Faults[] = [];
    for (const input of inputs) {
      try {
        created.push(await this.invites.create(organisation, input, caller));
        faults.push({});
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        faults.push(error.faults);
      }
    }
    if (created.length < inputs.length) throw new Invalid({ invites: faults });
    return created;
  }
}
