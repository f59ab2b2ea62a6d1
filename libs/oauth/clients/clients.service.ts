import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Invalid, type Faults } from '#platform/errors';
import { readInput } from '#platform/http';
import { digestOf, newToken } from '#platform/secrets';
import type { Form } from '../form.js';
import { OAuthFault } from '../oauth-fault.js';
import { OAuthClient } from './oauth-client.entity.js';
import { OAuthClientRepository } from './oauth-client.repository.js';
import { GRANT_TYPES, RegisterClientDto, RESPONSE_TYPES, type RegisteredClientDto } from './registration.dto.js';

const UNNAMED = 'MCP client';
const FIELDS = ['client_name', 'redirect_uris', 'grant_types', 'response_types', 'token_endpoint_auth_method'];

/** Clients register themselves (RFC 7591) and show on later requests who they are. */
@Injectable()
export class ClientsService {
  constructor(private readonly clients: OAuthClientRepository) {}

  /** @throws OAuthFault */
  async register(body: unknown): Promise<RegisteredClientDto> {
    const input = await readRegistration(body);
    const method = input.token_endpoint_auth_method ?? 'none';
    const secret = method === 'none' ? undefined : newToken();
    const client = await this.clients.save(
      Object.assign(new OAuthClient(), {
        clientId: newToken(),
        name: input.client_name?.normalize('NFC') || UNNAMED,
        secretDigest: secret === undefined ? null : digestOf(secret),
        redirectUris: input.redirect_uris,
      }),
    );
    return {
      client_id: client.clientId,
      client_name: client.name,
      redirect_uris: client.redirectUris,
      grant_types: input.grant_types ?? GRANT_TYPES,
      response_types: input.response_types ?? RESPONSE_TYPES,
      token_endpoint_auth_method: method,
      client_id_issued_at: Math.floor(client.createdAt.getTime() / 1_000),
      ...(secret === undefined ? {} : { client_secret: secret, client_secret_expires_at: 0 }),
    };
  }

  /**
   * The client behind a request: a public one says its name, a confidential one its secret too, in the header or in the body.
   * @throws OAuthFault for anybody else
   */
  async authenticate(request: FastifyRequest, form: Form): Promise<OAuthClient> {
    const { id, secret } = inHeader(request) ?? { id: form.text('client_id'), secret: form.text('client_secret') };
    const client = id === undefined ? null : await this.clients.byClientId(id);
    if (!client) throw OAuthFault.client();
    if (client.secretDigest && (secret === undefined || !timingSafeEqual(digestOf(secret), client.secretDigest)))
      throw OAuthFault.client();
    return client;
  }
}

interface Credentials {
  readonly id: string | undefined;
  readonly secret: string | undefined;
}

/** `Authorization: Basic`, both parts URL-encoded (RFC 6749 §2.3.1). */
function inHeader({ headers }: FastifyRequest): Credentials | undefined {
  const [, encoded] = /^basic\s+(.+)$/i.exec(headers.authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  try {
    return { id: decodePart(id), secret: decodePart(rest.join(':')) };
  } catch {
    throw OAuthFault.client();
  }
}

const decodePart = (part: string): string => decodeURIComponent(part.replaceAll('+', ' '));

async function readRegistration(body: unknown): Promise<RegisterClientDto> {
  try {
    return await readInput(RegisterClientDto, body);
  } catch (fault) {
    if (!(fault instanceof Invalid)) throw fault;
    throw registrationFault(fault.faults);
  }
}

function registrationFault(faults: Faults): OAuthFault {
  const tree = typeof faults === 'object' && !Array.isArray(faults) ? faults : {};
  const field = FIELDS.find((name) => name in tree);
  const error = field === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
  return new OAuthFault(error, firstSentence((field === undefined ? undefined : tree[field]) ?? faults));
}

function firstSentence(faults: Faults): string {
  if (typeof faults === 'string') return faults;
  const [first] = Object.values(faults);
  return first === undefined ? '' : firstSentence(first);
}
