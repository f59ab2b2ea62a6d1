import { usage, withAccountTools } from './account-tools.js';
import type { Command } from './command.js';

/** Turns off the second factor of somebody who has lost the app and all backup codes. */
export const removeSecondFactor: Command = async ([email = '', ...more]) => {
  if (!email.includes('@') || more.length > 0) return usage('remove-second-factor <e-mail>');
  return withAccountTools(async (tools) => {
    if (await tools.removeSecondFactor(email)) {
      process.stdout.write(`${email} logs in with the password alone now.\n`);
      return 0;
    }
    process.stderr.write(`There is no account with the address ${email}.\n`);
    return 1;
  });
};
