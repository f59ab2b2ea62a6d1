import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { SiteSettings } from '#platform/http';
import { Events } from '#platform/outbox';
import { linkUrl } from './mailed-links/letters.js';
import { MailedLinkRepository } from './mailed-links/mailed-link.repository.js';
import { LoginChallengeRepository } from './mfa/login-challenge.repository.js';
import { MfaRepository } from './mfa/mfa.repository.js';
import { User } from './user.entity.js';
import { UserSignedUp } from './user.events.js';
import { UserRepository } from './user.repository.js';

const UNCOUNTED = { most: Number.MAX_SAFE_INTEGER, period: 1 };

/** What whoever runs the installation can do to accounts, from the command line. */
@Injectable()
export class AccountTools {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly links: MailedLinkRepository,
    private readonly methods: MfaRepository,
    private readonly challenges: LoginChallengeRepository,
    private readonly events: Events,
    private readonly site: SiteSettings,
  ) {}

  /** Makes somebody a superuser, with a new account where there is none. Answers where to set a password, if there is none. */
  makeSuperuser(given: string, name: { firstName: string; lastName: string }): Promise<{ setPasswordAt?: string }> {
    const email = given.toLowerCase();
    return this.database.transaction(async () => {
      const known = await this.users.byEmail(email);
      const user =
        known ??
        (await this.users.save(Object.assign(new User(), { email, ...name, passwordHash: null, signUpType: null })));
      const rights = { isStaff: true, isSuperuser: true, isActive: true, awaitsActivation: false };
      const { id } = await this.users.update(user, rights);
      if (!known) await this.events.publish(new UserSignedUp({ userId: id, email }));
      if ((await this.users.passwordHashOf(id)) !== null) return {};
      const link = await this.links.issue(id, 'password', UNCOUNTED);
      return link ? { setPasswordAt: linkUrl(link, 'password', this.site) } : {};
    });
  }

  /** For who has lost the app and all backup codes. Answers false where there is no such account. */
  removeSecondFactor(email: string): Promise<boolean> {
    return this.database.transaction(async () => {
      const user = await this.users.byEmail(email.toLowerCase());
      if (!user) return false;
      await this.methods.remove(user.id);
      await this.challenges.withdraw(user.id);
      return true;
    });
  }
}
