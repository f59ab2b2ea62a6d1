/** What a browser would run, or read from the disk. */
const FORBIDDEN_SCHEMES = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'about:', 'blob:']);
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Programs on the user's machine take whichever port is free. upstream: localhost is compared with its port */
const ANY_PORT = new Set(['127.0.0.1', '[::1]']);

/** What is wrong with an address that a client wants its users back at. */
export function redirectUriFault(uri: string): string | undefined {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (!url || /[\s\p{C}\\]/u.test(uri) || /^https?:(?!\/\/)/i.test(uri)) return `Invalid URI: ${uri}`;
  if (!url.host && !url.pathname) return `Invalid URI: ${uri}`;
  if (uri.includes('*')) return `Wildcards are not permitted in redirect URIs: ${uri}`;
  if (uri.includes('#')) return `Fragment components are not permitted: ${uri}`;
  if (FORBIDDEN_SCHEMES.has(url.protocol)) return `Scheme is not permitted in redirect URIs: ${uri}`;
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname))
    return `HTTPS is required for http(s) redirect URIs (localhost excepted): ${uri}`;
  return undefined;
}

/** Whether it is one of the registered addresses, letter by letter. Only the port of a loopback address is free. */
export function isRegistered(uri: string, registered: readonly string[]): boolean {
  if (registered.includes(uri)) return true;
  const portless = withoutLoopbackPort(uri);
  return portless !== undefined && registered.some((one) => withoutLoopbackPort(one) === portless);
}

function withoutLoopbackPort(uri: string): string | undefined {
  if (redirectUriFault(uri) !== undefined) return undefined;
  const url = new URL(uri);
  if (url.protocol !== 'http:' || !ANY_PORT.has(url.hostname)) return undefined;
  url.port = '';
  return url.href;
}
