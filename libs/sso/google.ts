import { Injectable } from '@nestjs/common';
import { ProviderApi, textOf } from './provider-api.js';
import { ProviderFailure } from './provider-failure.js';
import type { VerifiedPerson } from './sign-in.service.js';
import { SsoSettings } from './sso.settings.js';

/** Who is behind an access token that the dashboard got from Google. */
@Injectable()
export class Google {
  constructor(
    private readonly api: ProviderApi,
    private readonly settings: SsoSettings,
  ) {}

  /** @throws ProviderFailure for a token that is no good, is for another program, or whose owner's address is not verified */
  async personBehind(accessToken: string): Promise<VerifiedPerson> {
    const { googleApi, googleClientId } = this.settings;
    if (googleClientId === undefined) throw new ProviderFailure('GOOGLE_CLIENT_ID is not set');
    // any site that people signed in to has a token of theirs: only one that was given to us says that it is them
    const facts = await this.api.askForObject(
      `${googleApi}/oauth2/v3/tokeninfo?${new URLSearchParams({ access_token: accessToken }).toString()}`,
    );
    if (facts['aud'] !== googleClientId) throw new ProviderFailure('the token is for another program');
    const person = await this.api.askForObject(`${googleApi}/oauth2/v1/userinfo?alt=json`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    if (person['verified_email'] !== true) throw new ProviderFailure('the address is not verified');
    return {
      provider: 'GOOGLE',
      email: textOf(person['email']),
      firstName: textOf(person['given_name']),
      lastName: textOf(person['family_name']),
    };
  }
}
