import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { JWK } from 'jose';

export interface OidcProviderOptions {
  readonly clients: readonly Readonly<Record<string, unknown>>[];
  /** Private keys. */
  readonly jwks: { readonly keys: readonly JWK[] };
  /** By the `login_hint` that they sign in with: their claims. */
  readonly people?: Readonly<Record<string, object>>;
  /** What is in every access token, and whom they are for. */
  readonly claims?: object;
  readonly audience?: string;
  readonly https?: boolean;
}

/** A provider of OpenID Connect in a process of its own. */
export interface RunningProvider {
  readonly issuer: string;
  /** What it is believed by; empty without https. */
  readonly certificate: string;
  stop(): void;
}

export async function startOidcProvider(options: OidcProviderOptions): Promise<RunningProvider> {
  const script = join(process.cwd(), 'test', 'api', 'oidc-provider-process.mjs');
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(JSON.stringify(options));
  const told = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the provider ended with ${code}`)));
    createInterface(child.stdout).once('line', resolve);
  });
  const { issuer, certificate } = JSON.parse(told) as { issuer: string; certificate: string };
  return { issuer, certificate, stop: () => void child.kill() };
}

/** Sends a browser's request, and answers where it is sent next; cookies of one site are kept in `jar`. */
export async function follow(address: string, jar: Map<string, string>): Promise<string | undefined> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(address, { redirect: 'manual', headers: cookie ? { cookie } : {} });
  keepCookies(response.headers.getSetCookie(), jar);
  const location = response.headers.get('location');
  return location === null ? undefined : new URL(location, address).href;
}

export function keepCookies(given: readonly string[], jar: Map<string, string>): void {
  for (const line of given) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') jar.delete(name);
    else jar.set(name, value);
  }
}
