import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { run } from './processes.mjs';
import { step } from './steps.mjs';

/** Builds `dist` when a source is another than at the last build. */
export async function build(root, abort) {
  const stamp = join(root, 'dist', '.burgee-built');
  const wanted = stateOf(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(stamp, { force: true });
  await step('Building', () => npmBuild(root, abort));
  writeFileSync(stamp, wanted);
}

async function npmBuild(root, abort) {
  const { build: command } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
  const environment = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` };
  const { code, stdout, stderr } = await run('sh', ['-c', command], { cwd: root, env: environment, abort });
  if (code === 0) return;
  throw new Fault(`The source could not be built, mend it and start again:\n${withoutStacks(stdout + stderr)}`);
}

const withoutStacks = (text) =>
  text
    .replace(/^(Stack backtrace:| *\d+: | +at ).*\n?/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim();

/** Name, size and time of each source, and what the build is made with. */
function stateOf(root) {
  const hash = createHash('sha256');
  for (const file of ['.swcrc', 'package.json', 'package-lock.json']) hash.update(readFileSync(join(root, file)));
  for (const folder of SOURCES) {
    if (!existsSync(join(root, folder))) continue;
    for (const name of readdirSync(join(root, folder), { recursive: true }).sort()) {
      const { size, mtimeMs, isFile } = describe(join(root, folder, name));
      if (isFile) hash.update(`${folder}/${name} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function describe(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return { size: found?.size, mtimeMs: found?.mtimeMs, isFile: found?.isFile() ?? false };
}

const SOURCES = ['apps', 'libs'];
