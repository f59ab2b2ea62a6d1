import type { Command } from './command.js';

/** A command is loaded when it is asked for: `migrate` need not know all that `reference` describes. */
interface Listed {
  readonly about: string;
  load(): Promise<Command>;
}

/** By the name that `npm run cli --` is given. */
export const COMMANDS: ReadonlyMap<string, Listed> = new Map([
  [
    'create-superuser',
    {
      about: 'make somebody a superuser, with a new account if need be',
      load: async () => (await import('./create-superuser.js')).createSuperuser,
    },
  ],
  [
    'demo',
    {
      about: 'make an organisation with sample data, and an account for it',
      load: async () => (await import('./demo.js')).demo,
    },
  ],
  [
    'migrate',
    {
      about: 'apply what is pending to the database (--revert takes back the newest migration)',
      load: async () => (await import('./migrate.js')).migrate,
    },
  ],
  [
    'remove-second-factor',
    {
      about: 'turn off the second factor of somebody who has lost it',
      load: async () => (await import('./remove-second-factor.js')).removeSecondFactor,
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
