import { createHash, randomBytes } from 'node:crypto';

/** A token that nobody can guess, 43 characters that need no escaping in a URL. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token. */
export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
