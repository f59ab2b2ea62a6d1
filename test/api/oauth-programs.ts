import * as oauth from 'openid-client';
import { careless, type Person, type TestApi } from './index.js';

export const REDIRECT = 'https://app.example.com/cb';

interface Asked {
  readonly parameters: Record<string, string>;
  readonly verifier: string;
  readonly state: string;
}

/** Programs that act for users, by an independent library. To be made after the api has started. */
export class OAuthPrograms {
  private constructor(
    private readonly api: TestApi,
    private readonly toApi: oauth.CustomFetch,
  ) {}

  /** The address that the api says it has leads to where it listens. */
  static async of(api: TestApi): Promise<OAuthPrograms> {
    const base = await api.listen();
    return new OAuthPrograms(api, (url, options) =>
      fetch(url.replace('http://localhost:8000', base), careless(options)),
    );
  }

  register(metadata: Partial<oauth.ClientMetadata> = {}, authentication = oauth.None()): Promise<oauth.Configuration> {
    const all = { client_name: 'Deploy tool', redirect_uris: [REDIRECT], ...metadata };
    return oauth.dynamicClientRegistration(new URL('http://localhost:8000'), all, authentication, {
      [oauth.customFetch]: this.toApi,
      execute: [oauth.allowInsecureRequests],
      algorithm: 'oauth2',
    });
  }

  /** The same program, with another way to show who it is. */
  again(client: oauth.Configuration, authentication: oauth.ClientAuth): oauth.Configuration {
    const { client_id } = client.clientMetadata();
    const other = new oauth.Configuration(client.serverMetadata(), client_id, undefined, authentication);
    other[oauth.customFetch] = this.toApi;
    oauth.allowInsecureRequests(other);
    return other;
  }

  /** What a client's user is asked, as the page of the dashboard would read it in its address. */
  async ask(client: oauth.Configuration, more: Record<string, string> = {}): Promise<Asked> {
    const verifier = oauth.randomPKCECodeVerifier();
    const state = oauth.randomState();
    const url = oauth.buildAuthorizationUrl(client, {
      redirect_uri: REDIRECT,
      scope: 'mcp',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...more,
    });
    expect(url.origin + url.pathname).toBe('http://localhost:8000/oauth/authorize/');
    return { parameters: Object.fromEntries(url.searchParams), verifier, state };
  }

  /** Where the browser goes when the user says yes. */
  async allowed(user: Person, { parameters }: Asked): Promise<URL> {
    const { data } = await user.POST('/api/v1/oauth/authorize/', { body: careless({ ...parameters, allow: true }) });
    return new URL(data?.redirect_uri ?? '');
  }

  async signIn(user: Person, client: oauth.Configuration) {
    const asked = await this.ask(client);
    const callback = await this.allowed(user, asked);
    const checks = { pkceCodeVerifier: asked.verifier, expectedState: asked.state };
    return { callback, checks, tokens: await oauth.authorizationCodeGrant(client, callback, checks) };
  }

  /** What the api answers to a token. */
  async statusWith(token: string): Promise<number> {
    const { response } = await this.api.as({ authorization: `Bearer ${token}` }).GET('/api/v1/auth/users/me/');
    return response.status;
  }

  /** A form, without a library that would not send what is wrong. */
  async post(path: string, form: Record<string, string>): Promise<{ status: number; body: unknown }> {
    const { statusCode, payload } = await this.api.app.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    });
    return { status: statusCode, body: payload ? JSON.parse(payload) : undefined };
  }
}

/** The error that an answer names. */
export function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'not refused',
    (error: unknown) => (error instanceof oauth.ResponseBodyError ? error.error : error),
  );
}
