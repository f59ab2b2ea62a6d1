import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import passport from 'passport';
import { Strategy } from 'passport-custom';
import type { Caller } from './caller.js';

/** The strategies of a signed-in caller, in the order in which they are tried. */
const SIGNED_IN = ['cookie', 'token', 'api-key', 'bearer', 'oauth', 'trust-relationship'] as const;
const SDK = ['environment-key'] as const;

export type CredentialName = (typeof SIGNED_IN)[number] | (typeof SDK)[number];

const registered = new Set<CredentialName>();

/**
 * Base class of a credential: a Passport strategy whose `validate(request)` answers the caller, or `false` where the request
 * does not carry this credential, and throws `Unauthenticated` or `Denied` where it carries a bad one.
 */
export function CredentialStrategy(name: CredentialName) {
  registered.add(name);
  return PassportStrategy(Strategy, name);
}

/** Finds out who is asking, through the Passport strategies that the libs have registered. */
@Injectable()
export class Credentials {
  signedIn(request: FastifyRequest): Promise<Caller | undefined> {
    return authenticate(SIGNED_IN, request);
  }

  sdk(request: FastifyRequest): Promise<Caller | undefined> {
    return authenticate(SDK, request);
  }
}

function authenticate(names: readonly CredentialName[], request: FastifyRequest): Promise<Caller | undefined> {
  const known = names.filter((name) => registered.has(name));
  return new Promise((resolve, reject) => {
    const decide = (error: Error | null, caller: Caller | false | undefined): void => {
      if (error) reject(error);
      else resolve(caller || undefined);
    };
    const middleware: unknown = passport.authenticate(known, { session: false }, decide);
    if (typeof middleware !== 'function') throw new Error('passport answered something that is not a middleware');
    middleware(request, {}, reject);
  });
}
