import { Injectable } from '@nestjs/common';
import { Invalid } from '#platform/errors';
import { Events } from '#platform/outbox';
import { MailedLinkRepository } from '../mailed-links/mailed-link.repository.js';
import { PasswordCheck } from '../passwords/password-check.js';
import type { User } from '../user.entity.js';
import { UserEmailChanged } from '../user.events.js';
import { UserRepository } from '../user.repository.js';
import type { ResetEmailDto, SetEmailDto } from './address.dto.js';

const TAKEN = ['Feature flag admin user with this email already exists.'];

/** New e-mail addresses, by who knows the password or was mailed a link to the old one. */
@Injectable()
export class AddressesService {
  constructor(
    private readonly users: UserRepository,
    private readonly passwords: PasswordCheck,
    private readonly links: MailedLinkRepository,
    private readonly events: Events,
  ) {}

  /** @throws Invalid */
  async set(user: User, { current_password: password, new_email: email }: SetEmailDto): Promise<void> {
    const fits = await this.passwords.fits(user, password);
    // whether an address is known is told to nobody who is not the owner of the account
    if (!fits) throw Invalid.field('current_password', 'Invalid password.');
    await this.change(user, email);
  }

  /** By a mailed link. @throws Invalid */
  async reset({ uid, token, new_email: email }: ResetEmailDto): Promise<void> {
    const user = await this.users.byId(await this.links.take('email', uid, token));
    if (!user?.isActive) throw Invalid.field('token', 'Invalid token for given user.');
    await this.change(user, email);
  }

  private async change(user: User, given: string): Promise<void> {
    const email = given.toLowerCase();
    if (await this.users.isEmailTaken(email)) throw new Invalid({ new_email: TAKEN });
    const previous = user.email;
    await this.users.update(user, { email });
    await this.links.withdraw(user.id);
    await this.events.publish(new UserEmailChanged({ userId: user.id, previous }));
  }
}
