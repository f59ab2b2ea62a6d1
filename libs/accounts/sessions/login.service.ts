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
    if (!user || !fits || !user.isActive) throw Invalid.whole('Unable to log in with provided credentials.');
    return user;
  }

  /** Notes that all steps were passed. */
  async noteLogin(user: User): Promise<User> {
    user.lastLogin = new Date();
    user.passwordConfirmedAt = user.lastLogin;
    return this.users.save(user);
  }
}
