import { rootCertificates } from 'node:tls';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, type Dispatcher } from 'undici';
import { AllowedAddresses } from './allowed-addresses.js';
import { BlockedAddress, explainFailure, OutboundFailure } from './failures.js';
import { guardedLookup } from './guarded-lookup.js';
import { OutboundSettings } from './outbound.settings.js';
import { hostOf, mayAsk } from './public-url.js';

export interface OutboundRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** How many redirects are followed; none unless said. */
  readonly redirects?: number;
}

/** An answer, whatever its status. */
export interface OutboundResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const CONNECT_MS = 5_000;
const CONNECTIONS_PER_ORIGIN = 10;

/** The one way out for requests that somebody else decides the address of. It reaches nothing that is not public. */
@Injectable()
export class OutboundHttp implements OnApplicationShutdown {
  private readonly allowed: AllowedAddresses;
  private readonly agent: Agent;

  constructor(private readonly settings: OutboundSettings) {
    this.allowed = AllowedAddresses.parse(settings.allowedAddresses);
    this.agent = new Agent({
      connections: CONNECTIONS_PER_ORIGIN,
      maxResponseSize: settings.responseLimit,
      connect: { timeout: CONNECT_MS, lookup: guardedLookup(this.allowed), ...believed(settings) },
    });
  }

  /**
   * Asks and answers with whatever comes back, also an error status.
   * @throws BlockedAddress when the host, or one that it redirects to, is not public
   * @throws OutboundFailure when there is no answer in time, or one that is too large
   */
  async request(url: string, request: OutboundRequest = {}): Promise<OutboundResponse> {
    const signal = AbortSignal.timeout(this.settings.timeout);
    let target = this.checked(url);
    let current = request;
    for (let left = request.redirects ?? 0; ; left--) {
      const response = await this.ask(target, current, signal);
      const location = redirectOf(response);
      if (location === undefined || left <= 0) return response;
      const next = this.checked(location, target);
      current = afterRedirect(current, response.status, next.origin === target.origin);
      target = next;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  private checked(url: string, base?: URL): URL {
    if (!URL.canParse(url, base?.href)) throw new OutboundFailure('This is not a URL.');
    const parsed = new URL(url, base);
    if (!/^https?:$/.test(parsed.protocol)) throw new OutboundFailure('Only http and https URLs are asked.');
    if (!mayAsk(parsed, this.allowed)) throw new BlockedAddress(hostOf(parsed));
    return parsed;
  }

  private async ask(url: URL, request: OutboundRequest, signal: AbortSignal): Promise<OutboundResponse> {
    const { method = 'GET', headers, body } = request;
    try {
      const options = { origin: url.origin, path: url.pathname + url.search, method, body, signal };
      const response = await this.agent.request({
        ...options,
        headers: { 'user-agent': 'Burgee', ...credentialsIn(url), ...headers },
      });
      return {
        status: response.statusCode,
        headers: flat(response.headers),
        body: Buffer.from(await response.body.arrayBuffer()),
      };
    } catch (error) {
      if (signal.aborted)
        throw new OutboundFailure(`${hostOf(url)} did not answer within ${this.settings.timeout} ms.`);
      throw explainFailure(error, hostOf(url));
    }
  }
}

function believed({ caCertificates }: OutboundSettings): { ca?: string[] } {
  return caCertificates === undefined ? {} : { ca: [...rootCertificates, caCertificates] };
}

/** `https://user:password@host` is understood, as it is by most clients. */
function credentialsIn({ username, password }: URL): Record<string, string> {
  if (!username && !password) return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function redirectOf({ status, headers }: OutboundResponse): string | undefined {
  return [301, 302, 303, 307, 308].includes(status) ? headers.location : undefined;
}

const CREDENTIAL_HEADER = /^(authorization|cookie|proxy-authorization)$|key|token|secret|signature/i;

function afterRedirect(request: OutboundRequest, status: number, sameOrigin: boolean): OutboundRequest {
  const kept = Object.entries(request.headers ?? {}).filter(([name]) => sameOrigin || !CREDENTIAL_HEADER.test(name));
  const headers = Object.fromEntries(kept);
  if (status === 307 || status === 308 || (request.method ?? 'GET') === 'GET') return { ...request, headers };
  const bodiless = kept.filter(([name]) => !/^content-/i.test(name));
  return { headers: Object.fromEntries(bodiless) };
}

function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? []].flat().join(', ')]);
  return Object.fromEntries(entries);
}
