import { parseArgs } from 'node:util';
import { isEmail } from 'class-validator';
import { usage, withAccountTools } from './account-tools.js';
import type { Command } from './command.js';

const USAGE = 'create-superuser <e-mail> [--first-name <name>] [--last-name <name>]';

/** Makes an account, or one that is there, a superuser's; says where to set a password where there is none yet. */
export const createSuperuser: Command = async (args) => {
  const { email, first, last } = read(args);
  if (!isEmail(email)) return usage(USAGE);
  return withAccountTools(async (tools) => {
    const { setPasswordAt } = await tools.makeSuperuser(email, { firstName: first, lastName: last });
    process.stdout.write(`${email} is a superuser.\n`);
    if (setPasswordAt) process.stdout.write(`To set a password, open within a day:\n${setPasswordAt}\n`);
    return 0;
  });
};

function read(args: readonly string[]): { email: string; first: string; last: string } {
  try {
    const options = { 'first-name': { type: 'string' }, 'last-name': { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [email = '', ...more] = positionals;
    const { 'first-name': first = 'Super', 'last-name': last = 'User' } = values;
    return { email: more.length === 0 ? email : '', first, last };
  } catch {
    return { email: '', first: '', last: '' };
  }
}
