import { Injectable } from '@nestjs/common';
import { Denied } from '#platform/errors';
import { Events } from '#platform/outbox';
import { MailedLinkRepository } from '../mailed-links/mailed-link.repository.js';
import { UserTokenRepository } from '../sessions/user-token.repository.js';
import { User } from '../user.entity.js';
import { UserSignedUp } from '../user.events.js';
import { UserRepository } from '../user.repository.js';
import { SignUpPolicy } from './sign-up-policy.js';

/** What another place where people sign in says about one of them. The address is one that it has verified. */
export interface OutsideProfile {
  /** What `auth_type` becomes, such as `GOOGLE`. */
  readonly provider: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly signUpType?: string | null;
  readonly inviteHash?: string | null;
  readonly marketingConsentGiven?: boolean;
}

/** Accounts of people who sign in elsewhere. */
@Injectable()
export class SocialAccounts {
  constructor(
    private readonly users: UserRepository,
    private readonly tokens: UserTokenRepository,
    private readonly links: MailedLinkRepository,
    private readonly policy: SignUpPolicy,
    private readonly events: Events,
  ) {}

  /**
   * Finds the account by its address, in any case, or makes one. `SessionAnswers.signedIn` makes an answer of it.
   * @throws Denied for an account that is not active, and for a new one where sign-up asks for an invitation and there is none
   */
  async signIn(profile: OutsideProfile): Promise<{ user: User; isNew: boolean }> {
    const email = profile.email.toLowerCase();
    const known = await this.users.byEmail(email);
    if (known?.awaitsActivation) await this.adopt(known);
    else if (known && !known.isActive) throw new Denied('User inactive or deleted.');
    const seen = { authType: profile.provider, lastLogin: new Date() };
    if (known) return { user: await this.users.update(known, seen), isNew: false };
    const user = await this.users.save(Object.assign(await this.newUser(email, profile), seen));
    await this.events.publish(new UserSignedUp({ userId: user.id, email }));
    return { user, isNew: true };
  }

  /** Whoever signed up with this address never showed that it is theirs; its owner comes now. */
  private async adopt(user: User): Promise<void> {
    const proven = { isActive: true, awaitsActivation: false, passwordHash: null };
    await this.users.update(user, { ...proven, sessionVersion: user.sessionVersion + 1 });
    await this.tokens.revoke(user.id);
    await this.links.withdraw(user.id);
  }

  private async newUser(email: string, profile: OutsideProfile): Promise<User> {
    const signUpType = profile.signUpType || null;
    await this.policy.requireInvitation({ email, signUpType, hash: profile.inviteHash ?? null });
    return Object.assign(new User(), {
      email,
      firstName: profile.firstName,
      lastName: profile.lastName,
      passwordHash: null,
      signUpType,
      marketingConsentGiven: profile.marketingConsentGiven ?? true,
    });
  }
}
