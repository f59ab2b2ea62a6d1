import { Injectable } from '@nestjs/common';
import { ProviderApi, textOf } from './provider-api.js';
import { ProviderFailure } from './provider-failure.js';
import type { VerifiedPerson } from './sign-in.service.js';
import { SsoSettings } from './sso.settings.js';

/** Who is behind a code that the dashboard got from GitHub. */
@Injectable()
export class Github {
  constructor(
    private readonly api: ProviderApi,
    private readonly settings: SsoSettings,
  ) {}

  /** @throws ProviderFailure for a code that is no good, and for somebody without a verified address */
  async personBehind(code: string): Promise<VerifiedPerson> {
    const headers = { authorization: `Bearer ${await this.tokenFor(code)}`, accept: 'application/vnd.github+json' };
    const [person, addresses] = await Promise.all([
      this.api.askForObject(`${this.settings.githubApi}/user`, { headers }),
      this.api.ask(`${this.settings.githubApi}/user/emails`, { headers }),
    ]);
    return { provider: 'GITHUB', email: verifiedAddress(addresses), ...nameParts(textOf(person['name'])) };
  }

  private async tokenFor(code: string): Promise<string> {
    const { githubOAuth, githubClientId, githubClientSecret } = this.settings;
    if (githubClientId === undefined || githubClientSecret === undefined)
      throw new ProviderFailure('GITHUB_CLIENT_ID or GITHUB_CLIENT_SECRET is not set');
    const form = { code, client_id: githubClientId, client_secret: githubClientSecret };
    const answer = await this.api.askForObject(`${githubOAuth}/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    // a code that is no good is answered 200, with an error inside
    const token = textOf(answer['access_token']);
    if (token === '') throw new ProviderFailure(`refused the code: ${textOf(answer['error'])}`);
    return token;
  }
}

/** @throws ProviderFailure where the first address of the account is not verified */
function verifiedAddress(addresses: object): string {
  const primary: unknown = Object.values(addresses).find(
    (one: unknown) => isObject(one) && one['primary'] === true && one['verified'] === true,
  );
  if (!isObject(primary)) throw new ProviderFailure('the account has no verified address');
  return textOf(primary['email']);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Two words are a first and a last name, anything else is a first name. */
function nameParts(name: string): { firstName: string; lastName: string } {
  const [first = '', last, ...more] = name.split(' ');
  return last === undefined || more.length > 0
    ? { firstName: name, lastName: '' }
    : { firstName: first, lastName: last };
}
