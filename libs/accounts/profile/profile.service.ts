import { Injectable } from '@nestjs/common';
import { Denied, Invalid, NotFound } from '#platform/errors';
import { Events } from '#platform/outbox';
import { PasswordCheck } from '../passwords/password-check.js';
import type { User } from '../user.entity.js';
import { AccountClosed } from '../user.events.js';
import { UserRepository } from '../user.repository.js';
import { readOnboarding, type UpdateOnboardingDto } from './onboarding.dto.js';
import type { CloseAccountDto, PatchProfileDto } from './profile.dto.js';

/** After this long, closing an account asks for its password. */
const CONFIRMED_FOR_MS = 10 * 60_000;

/** One's own account: what it says, and closing it. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly users: UserRepository,
    private readonly passwords: PasswordCheck,
    private readonly events: Events,
  ) {}

  update(user: User, input: PatchProfileDto): Promise<User> {
    return this.users.update(user, {
      firstName: input.first_name ?? user.firstName,
      lastName: input.last_name ?? user.lastName,
      signUpType: input.sign_up_type === undefined ? user.signUpType : input.sign_up_type || null,
    });
  }

  async noteOnboarding(user: User, input: UpdateOnboardingDto): Promise<void> {
    await this.users.mergeOnboarding(user.id, readOnboarding(input));
  }

  /** With everything that belongs to the user alone. @throws Invalid for a wrong password, or without one where it is asked for */
  async close(user: User, input: CloseAccountDto): Promise<void> {
    await this.requirePassword(user, input.current_password);
    const deleteOrphanOrganisations = input.delete_orphan_organisations ?? false;
    await this.events.publish(new AccountClosed({ userId: user.id, deleteOrphanOrganisations }));
    await this.users.remove(user.id);
  }

  /** By id only one's own account can be closed. @throws Denied for another, NotFound for none */
  async closeById(user: User, id: number, input: CloseAccountDto): Promise<void> {
    if (id === user.id) return this.close(user, input);
    throw (await this.users.byId(id)) ? new Denied() : NotFound.of('FFAdminUser');
  }

  private async requirePassword(user: User, given: string | null | undefined): Promise<void> {
    if (user.authType !== 'EMAIL' || !(await this.passwords.has(user))) return;
    if (given === undefined) {
      // upstream asks for it only when it is sent; here a token alone does not do
      if (Date.now() - (user.passwordConfirmedAt?.getTime() ?? 0) < CONFIRMED_FOR_MS) return;
      throw Invalid.field('current_password', 'This field is required.');
    }
    if (!given) throw Invalid.field('current_password', 'This field may not be blank.');
    if (!(await this.passwords.fits(user, given))) throw Invalid.field('current_password', 'Invalid password.');
  }
}
