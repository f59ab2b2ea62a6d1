import { Injectable } from '@nestjs/common';
import { Throttle } from '#platform/http';
import { UserAccountSettings } from '../accounts.settings.js';
import type { User } from '../user.entity.js';
import { UserRepository } from '../user.repository.js';
import { passwordFits } from './password-hash.js';

/** Asks somebody who is signed in for the password again. A stolen session shall not be used to guess it. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly users: UserRepository,
    private readonly throttle: Throttle,
    private readonly settings: UserAccountSettings,
  ) {}

  async has({ id }: User): Promise<boolean> {
    return (await this.users.passwordHashOf(id)) !== null;
  }

  /** The account is locked before: what was found stays true until the end of the transaction. @throws Throttled */
  async fits({ id }: User, password: string): Promise<boolean> {
    await this.throttle.take('password-of', String(id), this.settings.loginThrottle);
    await this.users.lock(id);
    return passwordFits(await this.users.passwordHashOf(id), password);
  }
}
