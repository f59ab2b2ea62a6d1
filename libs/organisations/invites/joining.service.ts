import { Injectable } from '@nestjs/common';
import { personBehind } from '#accounts';
import { Denied, NotFound, Refused } from '#platform/errors';
import type { Caller } from '#platform/http';
import { GroupRepository } from '../groups/group.repository.js';
import { MembersService } from '../members/members.service.js';
import type { Organisation } from '../organisation.entity.js';
import { InviteHashes } from './invite-hashes.js';
import { InviteLinkRepository } from './invite-link.repository.js';
import { InviteRepository } from './invite.repository.js';
import { InviteSettings } from './invite.settings.js';

/** Becoming a member of an organisation by an invitation. */
@Injectable()
export class JoiningService {
  constructor(
    private readonly invites: InviteRepository,
    private readonly links: InviteLinkRepository,
    private readonly groups: GroupRepository,
    private readonly members: MembersService,
    private readonly hashes: InviteHashes,
    private readonly settings: InviteSettings,
  ) {}

  /**
   * By one that was mailed, which is used up.
   * @throws NotFound for one that is not there, Refused for one to another address and for a member
   */
  async byMail(hash: string, caller: Caller): Promise<Organisation> {
    const user = personBehind(caller);
    const invite = await this.invites.byDigest(this.hashes.digestOf(hash));
    if (!invite) throw NotFound.of('Invite');
    if (invite.email.toLowerCase() !== user.email.toLowerCase())
      throw new Refused('Registered email does not match invited email');
    const [listed] = await this.invites.listed([invite]);
    if (!(await this.invites.take(invite))) throw NotFound.of('Invite');
    await this.members.join(user.id, invite.organisationId, invite.role);
    for (const group of await this.groups.among(invite.organisationId, listed?.groupIds ?? []))
      await this.groups.add(group, [user.id]);
    return invite.organisation;
  }

  /** @throws Denied where links are switched off, NotFound, Refused for one that has ended and for a member */
  async byLink(hash: string, caller: Caller): Promise<Organisation> {
    const user = personBehind(caller);
    if (this.settings.linksDisabled) throw new Denied('Invite links are disabled.');
    const link = await this.links.byDigest(this.hashes.digestOf(hash));
    if (!link) throw NotFound.of('InviteLink');
    if (link.isExpired) throw new Refused('Invite has expired');
    await this.members.join(user.id, link.organisationId, link.role);
    return link.organisation;
  }
}
