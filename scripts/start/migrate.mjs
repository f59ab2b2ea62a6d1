import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { run } from './processes.mjs';
import { step } from './steps.mjs';

/** Brings the database of `environment` up to this version, before any app looks at it. */
export function migrate(root, environment, abort) {
  return step('Migrating the database', async () => {
    const command = ['--enable-source-maps', join(root, 'dist/apps/cli/main.js'), 'migrate'];
    const { code, stdout, stderr } = await run(process.execPath, command, { cwd: root, env: environment, abort });
    if (code !== 0) throw new Fault(stderr.trim() || `The migration ended with ${code}.`, Number(code) || 1);
    return shortened(stdout.trim().split('\n').at(-1).replace(/\.$/, ''));
  });
}

const shortened = (text) => (text.length > 70 ? `${text.slice(0, 69)}…` : text);
