import { Injectable } from '@nestjs/common';
import { Invalid } from '#platform/errors';
import { MailedLinkRepository } from '../mailed-links/mailed-link.repository.js';
import { LoginChallengeRepository } from '../mfa/login-challenge.repository.js';
import { UserTokenRepository } from '../sessions/user-token.repository.js';
import type { User } from '../user.entity.js';
import { UserRepository } from '../user.repository.js';
import { PasswordCheck } from './password-check.js';
import { hashPassword } from './password-hash.js';
import { passwordFaults, type Owner } from './password-rules.js';
import type { ResetPasswordDto, SetPasswordDto } from './password.dto.js';

const NOBODY: Owner = { email: '', firstName: '', lastName: '' };

/** New passwords, by who knows the old one or was mailed a link. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly users: UserRepository,
    private readonly check: PasswordCheck,
    private readonly links: MailedLinkRepository,
    private readonly challenges: LoginChallengeRepository,
    private readonly tokens: UserTokenRepository,
  ) {}

  /** Ends all sessions in cookies. The user token goes on: tools have it, and it can be revoked. @throws Invalid */
  async set(user: User, { current_password: current, ...chosen }: SetPasswordDto): Promise<void> {
    if (!(await this.check.fits(user, current))) throw Invalid.field('current_password', 'Invalid password.');
    this.requireGood(chosen, user);
    await this.change(user, chosen.new_password);
  }

  /** By a mailed link. Ends all sessions, and revokes the user token. @throws Invalid */
  async reset({ uid, token, ...chosen }: ResetPasswordDto): Promise<void> {
    this.requireGood(chosen, NOBODY);
    const user = await this.users.byId(await this.links.take('password', uid, token));
    if (!user?.isActive) throw Invalid.field('token', 'Invalid token for given user.');
    this.requireGood(chosen, user);
    await this.change(user, chosen.new_password);
    await this.tokens.revoke(user.id);
  }

  private requireGood(chosen: { new_password: string; re_new_password: string }, owner: Owner): void {
    const faults = passwordFaults(chosen.new_password, owner);
    if (faults.length > 0) throw Invalid.field('new_password', ...faults);
    if (chosen.new_password !== chosen.re_new_password) throw Invalid.whole("The two password fields didn't match.");
  }

  /** With the old password go the links and half-done logins that it was good for. */
  private async change({ id }: User, password: string): Promise<void> {
    await this.users.setPassword(id, await hashPassword(password));
    await this.links.withdraw(id);
    await this.challenges.withdraw(id);
  }
}
