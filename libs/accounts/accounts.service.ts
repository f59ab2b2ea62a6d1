import { Injectable } from '@nestjs/common';
import { Denied, Invalid } from '#platform/errors';
import { UserAccountSettings } from './accounts.settings.js';
import { passwordFaults } from './password-rules.js';
import { hashPassword, passwordFits } from './passwords.js';
import { User } from './user.entity.js';
import type { LoginDto, SignUpDto, UpdateProfileDto } from './user.dto.js';
import { UserRepository } from './user.repository.js';

/** Signing up, logging in, one's own profile. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly users: UserRepository,
    private readonly settings: UserAccountSettings,
  ) {}

  /** @throws Denied when sign-up is closed, Invalid for a taken address or a weak password */
  async signUp(input: SignUpDto): Promise<User> {
    if (this.settings.preventSignup || !this.settings.allowRegistrationWithoutInvite)
      throw new Denied('Signing-up without a valid invitation is disabled. Please contact your administrator.');
    const email = input.email.toLowerCase();
    const owner = { email, firstName: input.first_name, lastName: input.last_name };
    const faults = passwordFaults(input.password, owner);
    if (faults.length > 0) throw Invalid.field('password', ...faults);
    if (await this.users.isEmailTaken(email)) throw Invalid.field('email', 'Email already exists. Please log in.');
    const first = input.superuser === true && !(await this.users.exists());
    const user = Object.assign(new User(), {
      ...owner,
      passwordHash: await hashPassword(input.password),
      signUpType: input.sign_up_type ?? null,
      marketingConsentGiven: input.marketing_consent_given ?? true,
      isStaff: first,
      isSuperuser: first,
    });
    return this.users.save(user);
  }

  /** @throws Invalid with one and the same sentence, whatever does not fit */
  async login({ email, password }: LoginDto): Promise<User> {
    if (this.settings.preventEmailPassword) throw new Denied();
    const user = await this.users.forLogin((email ?? '').toLowerCase());
    const fits = await passwordFits(user?.passwordHash ?? null, password ?? '');
    if (!user || !fits || !user.isActive) throw Invalid.whole('Unable to log in with provided credentials.');
    return user;
  }

  updateProfile(user: User, input: UpdateProfileDto): Promise<User> {
    user.firstName = input.first_name ?? user.firstName;
    user.lastName = input.last_name ?? user.lastName;
    return this.users.save(user);
  }
}
