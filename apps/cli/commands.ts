import type { Command } from './command.js';

/** A command is loaded when it is asked for: `migrate` need not know all that `reference` describes. */
interface Listed {
  readonly about: string;
  load(): Promise<Command>;
}

/** By the name that `npm run cli --` is given. */
export const COMMANDS: ReadonlyMap<string, Listed> = new Map([
  [
    'migrate',
    {
      about: 'apply what is pending to the database (--revert takes back the newest migration)',
      load: async () => (await import('./migrate.js')).migrate,
    },
  ],
  [
    'reference',
    {
      about: 'write the generated pages of docs/reference/',
      load: async () => (await import('./reference.js')).reference,
    },
  ],
]);
