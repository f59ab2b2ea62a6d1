import { Injectable } from '@nestjs/common';
import { Conflict, Invalid } from '#platform/errors';
import { Events } from '#platform/outbox';
import { hashPassword } from '../passwords/password-hash.js';
import { passwordFaults, type Owner } from '../passwords/password-rules.js';
import { User } from '../user.entity.js';
import { UserSignedUp } from '../user.events.js';
import { UserRepository } from '../user.repository.js';

/** An account to be made, with its password. */
export interface TrustedAccount extends Owner {
  readonly password: string;
}

/** Accounts that whoever runs the installation makes: no invitation is asked for, and no address has to be confirmed. */
@Injectable()
export class TrustedAccounts {
  constructor(
    private readonly users: UserRepository,
    private readonly events: Events,
  ) {}

  async nobodyThere(): Promise<boolean> {
    return !(await this.users.exists());
  }

  /**
   * The first account, a superuser's. Of two at once one waits for the other, and is refused.
   * @throws Conflict where somebody is there already, Invalid for a weak password
   */
  async addFirst(account: TrustedAccount): Promise<User> {
    if (!(await this.nobodyThere())) throw new Conflict(SOMEBODY_IS_THERE);
    check(account);
    const passwordHash = await hashPassword(account.password);
    if (!(await this.users.isFirst())) throw new Conflict(SOMEBODY_IS_THERE);
    return this.save(account, passwordHash, true);
  }

  /** A superuser's where nobody is there yet. @throws Invalid for a taken address or a weak password */
  async add(account: TrustedAccount): Promise<User> {
    const isFirst = await this.users.isFirst();
    if (await this.users.isEmailTaken(account.email.toLowerCase()))
      throw Invalid.field('email', 'Email already exists. Please log in.');
    check(account);
    return this.save(account, await hashPassword(account.password), isFirst);
  }

  private async save(account: TrustedAccount, passwordHash: string, superuser: boolean): Promise<User> {
    const user = Object.assign(new User(), {
      email: account.email.toLowerCase(),
      firstName: account.firstName,
      lastName: account.lastName,
      passwordHash,
      passwordConfirmedAt: new Date(),
      signUpType: null,
      marketingConsentGiven: false,
      isStaff: superuser,
      isSuperuser: superuser,
    });
    const { id, email } = await this.users.save(user);
    await this.events.publish(new UserSignedUp({ userId: id, email }));
    return user;
  }
}

function check({ password, ...owner }: TrustedAccount): void {
  const faults = passwordFaults(password, owner);
  if (faults.length > 0) throw Invalid.field('password', ...faults);
}

const SOMEBODY_IS_THERE = 'This installation is set up already.';
