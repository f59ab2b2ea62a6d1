import type { Command } from './command.js';
import { migrate } from './migrate.js';
import { reference } from './reference.js';

/** By the name that `npm run cli --` is given. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['migrate', migrate],
  ['reference', reference],
]);
