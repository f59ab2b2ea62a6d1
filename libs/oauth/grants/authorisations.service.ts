import { Injectable } from '@nestjs/common';
import type { User } from '#accounts';
import { digestOf, newToken } from '#platform/secrets';
import type { OAuthClient } from '../clients/oauth-client.entity.js';
import { OAuthClientRepository } from '../clients/oauth-client.repository.js';
import { isRegistered } from '../clients/redirect-uris.js';
import type { Form } from '../form.js';
import { OAuthFault } from '../oauth-fault.js';
import { readScopes } from '../scopes.js';
import { OAuthGrant } from './oauth-grant.entity.js';
import { OAuthGrantRepository } from './oauth-grant.repository.js';

const CODE_LIFETIME_MS = 60_000;

/** A client's question to a user, found in order. */
export interface Authorisation {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly codeChallenge: string;
  readonly state: string | undefined;
}

/** Users are asked whether a client may act for them. */
@Injectable()
export class AuthorisationsService {
  constructor(
    private readonly clients: OAuthClientRepository,
    private readonly grants: OAuthGrantRepository,
  ) {}

  /** @throws OAuthFault for the first thing that is wrong. No browser is sent anywhere before all is right. */
  async read(form: Form): Promise<Authorisation> {
    const clientId = form.required('client_id');
    const client = await this.clients.byClientId(clientId);
    if (!client) throw new OAuthFault('invalid_request', 'Invalid client_id parameter value.');
    const redirectUri = readRedirectUri(client, form.text('redirect_uri'));
    checkResponseType(form.required('response_type'));
    const codeChallenge = readCodeChallenge(form);
    const scopes = readScopes(clientId, form.text('scope'));
    return { client, redirectUri, scopes, codeChallenge, state: form.text('state') };
  }

  /** Where the browser goes with a fresh code. */
  async allow({ client, redirectUri, scopes, codeChallenge, state }: Authorisation, user: User): Promise<string> {
    const code = newToken();
    await this.grants.save(
      Object.assign(new OAuthGrant(), {
        clientId: client.id,
        userId: user.id,
        scope: scopes.join(' '),
        redirectUri,
        codeDigest: digestOf(code),
        codeChallenge,
        codeExpiresAt: new Date(Date.now() + CODE_LIFETIME_MS),
      }),
    );
    return withParameters(redirectUri, { code, state });
  }

  /** Where the browser goes when the user says no. upstream: without the query that the address has */
  refuse({ redirectUri, state }: Authorisation): string {
    return withParameters(redirectUri.split('?', 1)[0] ?? '', { error: 'access_denied', state });
  }
}

function readRedirectUri({ redirectUris }: OAuthClient, given: string | undefined): string {
  if (given === undefined) {
    const [only, ...others] = redirectUris;
    if (only === undefined || others.length > 0) throw new OAuthFault('invalid_request', 'Missing redirect URI.');
    return only;
  }
  if (!isRegistered(given, redirectUris)) throw new OAuthFault('invalid_request', 'Mismatching redirect URI.');
  return given;
}

/** Those that other servers know; no client may have them here. */
const OTHER_RESPONSE_TYPES = new Set(['token', 'id_token', 'none']);

function checkResponseType(type: string): void {
  if (type === 'code') return;
  const known = type.split(' ').every((part) => part === 'code' || OTHER_RESPONSE_TYPES.has(part));
  throw new OAuthFault(known ? 'unauthorized_client' : 'unsupported_response_type');
}

function readCodeChallenge(form: Form): string {
  const challenge = form.text('code_challenge');
  if (challenge === undefined) throw new OAuthFault('invalid_request', 'Code challenge required.');
  if (form.text('code_challenge_method') !== 'S256')
    throw new OAuthFault('invalid_request', 'Transform algorithm not supported.');
  if (!/^[\w-]{43}$/.test(challenge)) throw new OAuthFault('invalid_request', 'Code challenge is no SHA-256.');
  return challenge;
}

function withParameters(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `${uri}${uri.includes('?') ? '&' : '?'}${new URLSearchParams(given).toString()}`;
}
