import { Injectable } from '@nestjs/common';
import { UserCaller } from '#accounts';
import { Invalid, NotFound } from '#platform/errors';
import { Throttle, type Caller } from '#platform/http';
import { Events } from '#platform/outbox';
import { GroupRepository } from '../groups/group.repository.js';
import type { Organisation } from '../organisation.entity.js';
import { InviteCreated, InviteResent } from '../organisation.events.js';
import { InviteHashes } from './invite-hashes.js';
import type { CreateInviteDto, ListedInvite } from './invite.dto.js';
import { alreadyInvited, Invite } from './invite.entity.js';
import { InviteRepository } from './invite.repository.js';
import { InviteSettings } from './invite.settings.js';

/** Invitations by mail. The worker sends them. */
@Injectable()
export class InvitesService {
  constructor(
    private readonly invites: InviteRepository,
    private readonly groups: GroupRepository,
    private readonly hashes: InviteHashes,
    private readonly throttle: Throttle,
    private readonly events: Events,
    private readonly settings: InviteSettings,
  ) {}

  /** @throws Invalid for an address that is invited already, and for groups of another organisation */
  async create(organisation: Organisation, input: CreateInviteDto, caller: Caller): Promise<ListedInvite> {
    const groupIds = input.permission_groups ?? [];
    const known = new Set((await this.groups.among(organisation.id, groupIds)).map(({ id }) => id));
    const unknown = groupIds.find((id) => !known.has(id));
    if (unknown !== undefined) throw Invalid.reference('permission_groups', unknown);
    if (await this.invites.isInvited(organisation.id, input.email))
      throw Invalid.field('email', alreadyInvited(input.email));
    const invite = Object.assign(new Invite(), {
      organisationId: organisation.id,
      email: input.email,
      role: input.role ?? 'USER',
      ...this.hashes.make(),
      invitedById: caller instanceof UserCaller ? caller.user.id : null,
    });
    const listed = await this.invites.add(invite, groupIds);
    await this.events.publish(new InviteCreated({ inviteId: listed.invite.id }));
    return listed;
  }

  /** Mails the same link again. @throws Throttled */
  async resend(organisation: Organisation, id: number, caller: Caller): Promise<void> {
    await this.limit(caller);
    const { id: inviteId } = await this.find(organisation, id);
    await this.events.publish(new InviteResent({ inviteId }));
  }

  async withdraw(organisation: Organisation, id: number): Promise<void> {
    if (!(await this.invites.take(await this.find(organisation, id)))) throw NotFound.of('Invite');
  }

  async find(organisation: Organisation, id: number): Promise<Invite> {
    const invite = await this.invites.find(organisation.id, id);
    if (!invite) throw NotFound.of('Invite');
    return invite;
  }

  /** Counts one more request of a caller that sends mail. @throws Throttled */
  limit(caller: Caller): Promise<void> {
    const whom = caller instanceof UserCaller ? `user:${caller.user.id}` : `${caller.kind}:${caller.label}`;
    return this.throttle.take('invite', whom, this.settings.throttle);
  }
}
