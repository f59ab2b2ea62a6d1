import { isIP } from 'node:net';
import { AllowedAddresses } from './allowed-addresses.js';

/** The host of a URL as a socket knows it: without the brackets of IPv6 and the dot at the end. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/** Whether the host of a URL may be asked, as far as that can be told without looking its name up. */
export function mayAsk(url: URL, allowed: AllowedAddresses): boolean {
  const host = hostOf(url);
  if (allowed.allowsHost(host)) return true;
  if (/(^|\.)localhost$/i.test(host)) return allowed.allowsAddress('127.0.0.1');
  return !isIP(host) || allowed.allowsAddress(host);
}

/**
 * Whether a URL that somebody enters is one that may be asked: http or https, and not plainly a private address. Names are
 * looked up only when the request is made.
 * @param allowedAddresses as in OUTBOUND_ALLOWED_ADDRESSES
 */
export function isPublicUrl(url: string, allowedAddresses = ''): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  return mayAsk(parsed, AllowedAddresses.parse(allowedAddresses));
}
