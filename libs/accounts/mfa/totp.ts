import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Flagsmith';
const PERIOD = 30;

/** A new secret for an authenticator app, 32 characters of Base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator app reads off a QR code. */
export const totpLink = (secret: string, email: string): string =>
  `otpauth://totp/${ISSUER}:${encodeURIComponent(email)}?secret=${secret}&issuer=${ISSUER}`;

/**
 * The step of time that a code belongs to. A code counts in its own 30 seconds and in those before and after: 90 in all.
 * @returns undefined for a code that does not count now
 */
export function totpStep(secret: string, code: string, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD });
  const delta = totp.validate({ token: code, window: 1, timestamp: now });
  return delta === null ? undefined : Math.floor(now / 1_000 / PERIOD) + delta;
}
