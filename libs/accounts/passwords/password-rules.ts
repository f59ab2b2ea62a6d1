import { COMMON_PASSWORDS } from './common-passwords.js';

/** Whose password it is to be: it must not look like what is known of them. */
export interface Owner {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** What is wrong with a new password, one sentence each; empty where it will do. */
export function passwordFaults(password: string, owner: Owner): string[] {
  const faults: string[] = [];
  const similar = similarAttribute(password, owner);
  if (similar) faults.push(`The password is too similar to the ${similar}.`);
  if (password.length < 8) faults.push('This password is too short. It must contain at least 8 characters.');
  if (COMMON_PASSWORDS.has(password.toLowerCase().trim())) faults.push('This password is too common.');
  if (/^\d+$/.test(password)) faults.push('This password is entirely numeric.');
  return faults;
}

function similarAttribute(password: string, { email, firstName, lastName }: Owner): string | undefined {
  const attributes: [string, string][] = [
    ['first name', firstName],
    ['last name', lastName],
    ['email', email],
  ];
  const lower = password.toLowerCase();
  return attributes.find(([, value]) =>
    [value, ...value.split(/\W+/)].some((part) => isSimilar(lower, part.toLowerCase())),
  )?.[0];
}

/** At least seven tenths of the characters in common, counted with their number but not their order. */
function isSimilar(password: string, part: string): boolean {
  if (part.length === 0 || password.length >= 10 * part.length) return false;
  const left = new Map<string, number>();
  for (const char of part) left.set(char, (left.get(char) ?? 0) + 1);
  let common = 0;
  for (const char of password) {
    const rest = left.get(char) ?? 0;
    if (rest > 0) common++;
    left.set(char, rest - 1);
  }
  return (2 * common) / (password.length + part.length) >= 0.7;
}
