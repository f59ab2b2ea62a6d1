import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { NotFound } from '#platform/errors';
import { SiteSettings } from '#platform/http';
import { OutboundFailure, OutboundHttp, type OutboundRequest } from '#platform/outbound';
import { textOf } from '../provider-api.js';
import { ProviderFailure } from '../provider-failure.js';
import type { VerifiedPerson } from '../sign-in.service.js';
import { SsoSettings } from '../sso.settings.js';
import type { SsoAttempt } from './sso-attempt.entity.js';

type Secrets = Pick<SsoAttempt, 'nonce' | 'codeVerifier'>;
type Claims = Readonly<Record<string, unknown>>;

const CALLBACK = '/api/v1/auth/oidc/callback/';
const KEPT_MS = 600_000;
const MAX_GROUPS = 500;

/** The provider of OpenID Connect by which people sign in. */
@Injectable()
export class OidcProvider {
  private known?: { readonly since: number; readonly configuration: Promise<oidc.Configuration> };

  constructor(
    private readonly outbound: OutboundHttp,
    private readonly settings: SsoSettings,
    private readonly site: SiteSettings,
  ) {}

  /** Where a browser signs in. @throws ProviderFailure, NotFound where no provider is set up */
  async addressFor(state: string, { nonce, codeVerifier }: Secrets): Promise<URL> {
    return oidc.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.site.apiPage(CALLBACK),
      scope: this.settings.oidcScopes,
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
  }

  /**
   * Who has signed in, by what a browser came back with.
   * @param search the query, with its question mark
   * @throws ProviderFailure unless all is as it was asked for, and the address is verified
   */
  async personBehind(search: string, state: string, { nonce, codeVerifier }: Secrets): Promise<VerifiedPerson> {
    const configuration = await this.configuration();
    const checks = {
      pkceCodeVerifier: codeVerifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    };
    try {
      const callback = new URL(this.site.apiPage(CALLBACK) + search);
      const tokens = await oidc.authorizationCodeGrant(configuration, callback, checks);
      const claims = tokens.claims();
      if (!claims) throw new ProviderFailure('there is no ID token');
      const asked = configuration.serverMetadata().userinfo_endpoint !== undefined;
      const more = asked ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
      return this.toPerson({ ...claims, ...more });
    } catch (error) {
      throw asFailure(error);
    }
  }

  private toPerson(claims: Claims): VerifiedPerson {
    const verified = claims['email_verified'];
    if (verified !== true && !(verified === undefined && this.settings.oidcTrustEmail))
      throw new ProviderFailure('the address is not verified');
    const name = textOf(claims['name']);
    const groups = this.groupsIn(claims);
    return {
      provider: 'OIDC',
      email: textOf(claims['email']),
      firstName: textOf(claims['given_name']) || name,
      lastName: textOf(claims['family_name']),
      ...(groups ? { groups } : {}),
    };
  }

  private groupsIn(claims: Claims): string[] | undefined {
    const name = this.settings.oidcGroupsClaim;
    if (name === undefined) return undefined;
    const given: unknown[] = [claims[name] ?? []].flat();
    return given.filter((one): one is string => typeof one === 'string').slice(0, MAX_GROUPS);
  }

  /** What the provider says of itself, asked for once in a while. */
  private configuration(): Promise<oidc.Configuration> {
    const { known } = this;
    if (known && Date.now() - known.since < KEPT_MS) return known.configuration;
    const configuration = this.discover();
    this.known = { since: Date.now(), configuration };
    configuration.catch(() => (this.known = undefined));
    return configuration;
  }

  private async discover(): Promise<oidc.Configuration> {
    const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: secret } = this.settings;
    if (issuer === undefined || clientId === undefined) throw new NotFound();
    const execute = [oidc.enableNonRepudiationChecks];
    if (issuer.startsWith('http:')) execute.push(oidc.allowInsecureRequests);
    const ask: oidc.CustomFetch = (url, request) => this.ask(url, request);
    try {
      return await oidc.discovery(new URL(issuer), clientId, undefined, authenticationWith(secret), {
        execute,
        [oidc.customFetch]: ask,
      });
    } catch (error) {
      throw asFailure(error);
    }
  }

  private async ask(url: string, { method, headers, body }: oidc.CustomFetchOptions): Promise<Response> {
    const request = { method: method === 'POST' ? 'POST' : 'GET', headers, ...bodyOf(body) } satisfies OutboundRequest;
    const answer = await this.outbound.request(url, request);
    const empty = [204, 205, 304].includes(answer.status);
    return new Response(empty ? null : new Uint8Array(answer.body), { status: answer.status, headers: answer.headers });
  }
}

/** In the body where the provider takes it there, else in the header, which all have to take. */
function authenticationWith(secret: string | undefined): oidc.ClientAuth {
  if (secret === undefined) return oidc.None();
  const [inBody, inHeader] = [oidc.ClientSecretPost(secret), oidc.ClientSecretBasic(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? [];
    return (methods.includes('client_secret_post') ? inBody : inHeader)(server, ...rest);
  };
}

function bodyOf(body: oidc.FetchBody): { body?: string } {
  return typeof body === 'string' || body instanceof URLSearchParams ? { body: body.toString() } : {};
}

/** Whatever went wrong between us and the provider is the same to who signs in; the log says what it was. */
function asFailure(error: unknown): Error {
  if (error instanceof NotFound || error instanceof ProviderFailure) return error;
  const cause = error instanceof Error && error.cause instanceof OutboundFailure ? error.cause : error;
  return new ProviderFailure(cause instanceof Error ? cause.message : String(cause), { cause });
}
