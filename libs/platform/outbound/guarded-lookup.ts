import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { AllowedAddresses } from './allowed-addresses.js';
import { BlockedAddress } from './failures.js';

/**
 * A look-up that only finds what may be reached. A socket connects to the addresses it is given here and looks nothing up
 * again, so that a name cannot mean one thing when it is checked and another when it is used.
 */
export function guardedLookup(allowed: AllowedAddresses): LookupFunction {
  return (name, options, done) => {
    const all: LookupOptions & { all: true } = { ...options, all: true };
    lookup(name, all, (error, found) => {
      if (error) return done(error, '');
      const usable = found.filter(({ address }) => allowed.allowsHost(name) || allowed.allowsAddress(address));
      const [first] = usable;
      if (!first) return done(new BlockedAddress(name), '');
      if (options.all) return done(null, usable satisfies LookupAddress[]);
      done(null, first.address, first.family);
    });
  };
}
