import type { SiteSettings } from '#platform/http';
import type { Letter } from '#platform/mail';
import type { Invite } from './invite.entity.js';

/** What people call themselves is repeated only where it looks like a name: nobody shall advertise in our mails. */
const NAME = /^(?:[\p{L}\p{M}\p{N} '&,_()+-]|\.(?=\s|$)){1,100}$/u;

/** The letter that brings somebody the link of an invitation. */
export function inviteLetter({ email, organisation, invitedBy }: Invite, hash: string, site: SiteSettings): Letter {
  const inviter = named([invitedBy?.firstName, invitedBy?.lastName].filter(Boolean).join(' '), 'Somebody');
  const where = named(organisation.name, 'an organisation');
  return {
    to: email,
    subject: `${inviter} invites you to join ${where}`,
    before: [`${inviter} invites you to join ${where}, to manage feature flags together.`],
    link: { title: 'Accept the invitation', url: site.page(`/invite/${hash}`) },
    after: [
      'You need an account with this address; the link leads you to making one. It is good once.',
      'If you do not know who this is from, do nothing.',
    ],
  };
}

const named = (name: string, otherwise: string): string => (NAME.test(name) ? name : otherwise);
