// `npm run authorisation`: asks every operation as every caller, and holds the statuses against test/authorisation/matrix.md.
// `-- --update` writes what came into that table; what the rules of the routes forbid fails all the same.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const env = { ...process.env, ...(process.argv.includes('--update') ? { AUTHORISATION: 'write' } : {}) };
const options = ['--selectProjects', 'api', '--forceExit'];
const { status } = spawnSync(process.execPath, [jest, 'test/authorisation/', ...options], {
  cwd: root,
  env,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
