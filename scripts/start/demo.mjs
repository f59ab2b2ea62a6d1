import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { run } from './processes.mjs';
import { step } from './steps.mjs';

/** Loads the sample data, where it is not there yet; answers what to tell about it. */
export async function loadDemo(root, environment, abort) {
  let said = '';
  await step('Loading sample data', async () => {
    const command = ['--enable-source-maps', join(root, 'dist/apps/cli/main.js'), 'demo'];
    const { code, stdout, stderr } = await run(process.execPath, command, { cwd: root, env: environment, abort });
    if (code !== 0) throw new Fault(stderr.trim() || `Loading sample data ended with ${code}.`, Number(code) || 1);
    said = stdout.trim();
  });
  return said;
}
