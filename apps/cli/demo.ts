import { InvalidSettings } from '#platform/config';
import { explainConnectionFault } from '#platform/database';
import { createLogger, NestLogger } from '#platform/logging';
import { createApi } from '../api/create-api.js';
import type { Command } from './command.js';
import { loadSample } from './demo/load-sample.js';
import { ADMIN_EMAIL, ORGANISATION } from './demo/sample.js';

/** Makes an organisation with sample data, and an account for it; says so where they are there already. */
export const demo: Command = async () => {
  try {
    const app = await createApi(new NestLogger(createLogger({ level: 'error' }, 'cli')));
    try {
      await app.getHttpAdapter().getInstance().ready();
      process.stdout.write(told(await loadSample(app)));
      return 0;
    } finally {
      await app.close();
    }
  } catch (error) {
    const known = error instanceof InvalidSettings;
    const sentence = explainConnectionFault(error).passing
      ? explainConnectionFault(error).sentence
      : error instanceof Error
        ? error.message
        : String(error);
    process.stderr.write(`${known ? error.faults.join('\n') : sentence}\n`);
    return known ? 78 : 1;
  }
};

function told(loaded: Awaited<ReturnType<typeof loadSample>>): string {
  if (!loaded) return `The sample data is there already: log in as ${ADMIN_EMAIL}.\n`;
  const keys = loaded.environments.map(({ project, name, key }) => `  ${`${project}, ${name}`.padEnd(26)} ${key}`);
  return `Sample data is there: the organisation ${ORGANISATION}. This is shown once:

  E-mail    ${ADMIN_EMAIL}
  Password  ${loaded.password}

Client-side keys:

${keys.join('\n')}
`;
}
