import { Injectable } from '@nestjs/common';
import { Denied, Invalid } from '#platform/errors';
import { Throttle } from '#platform/http';
import { UserAccountSettings } from '../accounts.settings.js';
import { passwordFits } from '../passwords/password-hash.js';
import type { User } from '../user.entity.js';
import { UserRepository } from '../user.repository.js';
import type { LoginDto } from './login.dto.js';

/** Finding out who logs in. */
@Injectable()
export class LoginService {
  constructor(
    private readonly users: UserRepository,
    private readonly throttle: Throttle,
    private readonly settings: UserAccountSettings,
  ) {}

  /** The first step, with the password. @throws Invalid with one and the same sentence, whatever does not fit */
  async checkPassword({ email, password }: LoginDto): Promise<User> {
    if (this.settings.preventEmailPassword) throw new Denied();
    const address = (email ?? '').toLowerCase();
    await this.throttle.take('login-of', address.slice(0, 254), this.settings.loginThrottle);
    const user = await this.users.forLogin(address);
    const fits = await passwordFits(user?.passwordHash ?? null, password ?? '');
    const current = user && fits ? await this.users.lock(user.id) : null;
    // a password that was changed while it was checked is no good
    if (!current?.isActive || current.sessionVersion !== user?.sessionVersion)
      throw Invalid.whole('Unable to log in with provided credentials.');
    return current;
  }

  /** Notes that all steps were passed. */
  noteLogin(user: User): Promise<User> {
    const now = new Date();
    return this.users.update(user, { lastLogin: now, passwordConfirmedAt: now });
  }
}
