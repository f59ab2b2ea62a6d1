import { Injectable } from '@nestjs/common';
import { randomNonce, randomPKCECodeVerifier } from 'openid-client';
import { newToken } from '#platform/secrets';
import { ProviderFailure } from '../provider-failure.js';
import { OidcProvider } from './oidc-provider.js';
import { SsoAttemptRepository } from './sso-attempt.repository.js';
import { SsoLoginCodeRepository } from './sso-login-code.repository.js';

/** A browser goes to the provider, comes back, and fetches its session. It has to be the same browser all the way. */
@Injectable()
export class OidcLoginService {
  constructor(
    private readonly provider: OidcProvider,
    private readonly attempts: SsoAttemptRepository,
    private readonly codes: SsoLoginCodeRepository,
  ) {}

  /** @throws ProviderFailure, NotFound where no provider is set up */
  async begin(): Promise<{ browser: string; address: URL }> {
    const browser = newToken();
    const secrets = { nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
    const state = newToken();
    const address = await this.provider.addressFor(state, secrets);
    await this.attempts.begin(browser, state, secrets);
    return { browser, address };
  }

  /**
   * The code by which the browser fetches its session.
   * @param search the query that it came back with
   * @throws ProviderFailure
   */
  async confirm(browser: string | undefined, search: string): Promise<string> {
    const [state, ...others] = new URLSearchParams(search).getAll('state');
    const attempt =
      browser === undefined || state === undefined || others.length > 0
        ? undefined
        : await this.attempts.take(browser, state);
    if (browser === undefined || state === undefined || !attempt)
      throw new ProviderFailure('this browser has not begun such a login');
    return this.codes.issue(browser, await this.provider.personBehind(search, state, attempt));
  }
}
