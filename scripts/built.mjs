// Installs and builds what is missing, before a script that runs what was built. Whatever it says goes to standard error: the
// output of that script is its own.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './start/build.mjs';
import { Fault } from './start/fault.mjs';
import { install } from './start/install.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../..');
process.stdout.write = process.stderr.write.bind(process.stderr);

try {
  await install(ROOT);
  await build(ROOT);
} catch (error) {
  console.error(error instanceof Fault ? error.message : error);
  process.exitCode = 1;
}
