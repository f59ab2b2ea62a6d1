import { Injectable } from '@nestjs/common';
import { Invalid } from '#platform/errors';
import { Events } from '#platform/outbox';
import { UserAccountSettings } from '../accounts.settings.js';
import type { MailedLinkDto } from '../mailed-links/mailed-link.dto.js';
import { MailedLinkRepository } from '../mailed-links/mailed-link.repository.js';
import { passwordFaults } from '../passwords/password-rules.js';
import { hashPassword } from '../passwords/password-hash.js';
import { User } from '../user.entity.js';
import { LinkRequested, UserSignedUp } from '../user.events.js';
import { UserRepository } from '../user.repository.js';
import type { SignUpDto } from './sign-up.dto.js';
import { SignUpPolicy } from './sign-up-policy.js';

const NOT_THE_FIRST = 'A superuser can only be created through this  endpoint if no other users exist.';

/** Getting an account of one's own, with a password. */
@Injectable()
export class SignUpService {
  constructor(
    private readonly users: UserRepository,
    private readonly links: MailedLinkRepository,
    private readonly policy: SignUpPolicy,
    private readonly events: Events,
    private readonly settings: UserAccountSettings,
  ) {}

  /** @throws Denied without an invitation that is asked for, Invalid for a taken address or a weak password */
  async signUp(input: SignUpDto): Promise<User> {
    this.policy.requireOpenForm();
    const email = input.email.toLowerCase();
    const signUpType = input.sign_up_type || null;
    await this.policy.requireInvitation({ email, signUpType, hash: input.invite_hash ?? null });
    const owner = { email, firstName: input.first_name, lastName: input.last_name };
    if (await this.users.isEmailTaken(email)) throw Invalid.field('email', 'Email already exists. Please log in.');
    const faults = passwordFaults(input.password, owner);
    if (faults.length > 0) throw Invalid.field('password', ...faults);
    const superuser = input.superuser === true;
    if (superuser && !(await this.users.isFirst())) throw Invalid.field('superuser', NOT_THE_FIRST);
    return this.add({ ...owner, signUpType, superuser }, input);
  }

  /** Confirms the address of a new account. @throws Invalid for a link that is no good */
  async activate({ uid, token }: MailedLinkDto): Promise<void> {
    const userId = await this.links.take('activation', uid, token);
    const user = await this.users.byId(userId);
    if (!user?.awaitsActivation) throw Invalid.field('token', 'Invalid token for given user.');
    await this.users.update(user, { isActive: true, awaitsActivation: false });
    await this.links.withdraw(userId);
  }

  private async add(
    known: { email: string; firstName: string; lastName: string; signUpType: string | null; superuser: boolean },
    { password, marketing_consent_given: consent }: SignUpDto,
  ): Promise<User> {
    const { superuser, ...fields } = known;
    const user = Object.assign(new User(), {
      ...fields,
      passwordHash: await hashPassword(password),
      passwordConfirmedAt: new Date(),
      marketingConsentGiven: consent ?? true,
      isActive: !this.settings.emailActivation,
      awaitsActivation: this.settings.emailActivation,
      isStaff: superuser,
      isSuperuser: superuser,
    });
    const { id, email } = await this.users.save(user);
    await this.events.publish(new UserSignedUp({ userId: id, email }));
    if (user.awaitsActivation) await this.events.publish(new LinkRequested({ email, purpose: 'activation' }));
    return user;
  }
}
