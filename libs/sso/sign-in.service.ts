import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { GroupsClaimed, SocialAccounts, type User } from '#accounts';
import { Events } from '#platform/outbox';
import { ProviderFailure } from './provider-failure.js';

/** What a provider says of somebody who has signed in there. The address is one that it has verified. */
export interface VerifiedPerson {
  readonly provider: 'GOOGLE' | 'GITHUB' | 'OIDC';
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Undefined where the provider was not asked. */
  readonly groups?: readonly string[];
}

/** How somebody who has no account yet came here. */
export interface Arrival {
  readonly sign_up_type?: string | null;
  readonly invite_hash?: string | null;
  readonly marketing_consent_given?: boolean | null;
}

const NAME_LENGTH = 150;

/** People whom a provider knows get the account with their address. */
@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: SocialAccounts,
    private readonly events: Events,
  ) {}

  /** @throws ProviderFailure without a usable address, Denied where the account, or a new one, is not admitted */
  async signIn(person: VerifiedPerson, arrival: Arrival): Promise<{ user: User; isNew: boolean }> {
    if (!isEmail(person.email) || person.email.length > 254) throw new ProviderFailure('there is no address');
    const outcome = await this.accounts.signIn({
      provider: person.provider,
      email: person.email,
      firstName: person.firstName.slice(0, NAME_LENGTH),
      lastName: person.lastName.slice(0, NAME_LENGTH),
      signUpType: arrival.sign_up_type ?? null,
      inviteHash: arrival.invite_hash ?? null,
      marketingConsentGiven: arrival.marketing_consent_given ?? true,
    });
    if (person.groups)
      await this.events.publish(new GroupsClaimed({ userId: outcome.user.id, groups: [...person.groups] }));
    return outcome;
  }
}
