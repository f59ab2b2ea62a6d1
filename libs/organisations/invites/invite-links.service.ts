import { Injectable } from '@nestjs/common';
import { NotFound, Refused } from '#platform/errors';
import type { Organisation } from '../organisation.entity.js';
import { InviteHashes } from './invite-hashes.js';
import type { CreateInviteLinkDto } from './invite-link.dto.js';
import { InviteLink } from './invite-link.entity.js';
import { InviteLinkRepository } from './invite-link.repository.js';
import { InviteSettings } from './invite.settings.js';

@Injectable()
export class InviteLinksService {
  constructor(
    private readonly links: InviteLinkRepository,
    private readonly hashes: InviteHashes,
    private readonly settings: InviteSettings,
  ) {}

  /** @throws Refused where links are switched off */
  create(organisation: Organisation, input: CreateInviteLinkDto): Promise<InviteLink> {
    if (this.settings.linksDisabled) throw new Refused('Invite links are disabled.');
    const link = Object.assign(new InviteLink(), {
      organisationId: organisation.id,
      role: input.role ?? 'USER',
      expiresAt: input.expires_at ? new Date(input.expires_at) : null,
      ...this.hashes.make(),
    });
    return this.links.save(link);
  }

  async delete(organisation: Organisation, id: number): Promise<void> {
    if (!(await this.links.remove(organisation.id, id))) throw NotFound.of('InviteLink');
  }
}
