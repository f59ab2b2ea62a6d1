import type { SiteSettings } from '#platform/http';
import type { Letter } from '#platform/mail';
import type { User } from '../user.entity.js';
import type { LinkPurpose } from './mailed-link.repository.js';

const NOT_YOU = 'If it was not you, do nothing: without the link nothing happens.';

const WORDS: Readonly<Record<LinkPurpose, Pick<Letter, 'subject' | 'before' | 'after'> & { title: string }>> = {
  activation: {
    subject: 'Confirm your address',
    before: ['an account was made with this address. To use it, confirm that the address is yours.'],
    title: 'Confirm the address',
    after: ['The link is good for three days.', NOT_YOU],
  },
  password: {
    subject: 'Set a new password',
    before: ['somebody, you we hope, asked for a new password for your account.'],
    title: 'Set a new password',
    after: ['The link is good for a day, and once.', NOT_YOU],
  },
  email: {
    subject: 'Change the address of your account',
    before: ['somebody, you we hope, asked to change the address of your account.'],
    title: 'Change the address',
    after: ['The link is good for a day, and once.', NOT_YOU],
  },
};

/** A letter that brings a link to the owner of an account. */
export function letterWith(
  link: { uid: string; token: string },
  purpose: LinkPurpose,
  { email, firstName }: Pick<User, 'email' | 'firstName'>,
  site: SiteSettings,
): Letter {
  const { title, ...words } = WORDS[purpose];
  return { to: email, name: firstName, ...words, link: { title, url: linkUrl(link, purpose, site) } };
}

/** The dashboard of Flagsmith has a page for new passwords; the other pages are the api's own. */
export function linkUrl(
  { uid, token }: { uid: string; token: string },
  purpose: LinkPurpose,
  site: SiteSettings,
): string {
  switch (purpose) {
    case 'activation':
      return site.apiPage(`/activate/${uid}/${token}/`);
    case 'password':
      return site.page(`/password-reset/confirm/${uid}/${token}/`);
    case 'email':
      return site.apiPage(`/email-reset/confirm/${uid}/${token}/`);
  }
}
