import { Denied } from '#platform/errors';
import type { Opened } from './environment-cache.js';

/**
 * What a key has opened, if it may be used.
 * @throws Denied for an unknown key, a client-side one where a server-side one is asked for, and a stopped organisation
 */
export function allowed(opened: Opened | undefined, serverSide = false): Opened {
  if (!opened) throw new Denied('Invalid or missing Environment Key');
  if (serverSide && opened.side !== 'server') throw new Denied('Invalid or missing Environment key');
  if (opened.environment.row.stopServingFlags) throw new Denied('Organisation is disabled from serving flags.');
  return opened;
}
