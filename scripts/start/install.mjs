import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { run } from './processes.mjs';
import { say, step } from './steps.mjs';

/** Brings node_modules to what package-lock.json says, when it is not there yet. */
export async function install(root, abort) {
  const stamp = join(root, 'node_modules', '.burgee-installed');
  const wanted = digestOf(join(root, 'package-lock.json'));
  if (read(stamp) === wanted) return;
  if (isInstalled(root)) {
    note(stamp, wanted);
    return;
  }
  say('The first start takes a minute or two: packages are installed and the source is built.');
  await step('Installing packages (npm ci)', () => npmCi(root, abort));
  note(stamp, wanted);
}

/** Whether somebody else installed just what the lock file says: npm keeps its own account of what is in node_modules. */
function isInstalled(root) {
  const account = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(account)) return false;
  const { packages: present } = JSON.parse(readFileSync(account, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted).every(([path, { version, optional, devOptional, link }]) => {
    if (path === '' || link) return true;
    return present[path] ? present[path].version === version : Boolean(optional ?? devOptional);
  });
}

/** A lock file made where the registry lacks other platforms' packages is not whole for npm ci, but as good for npm install. */
async function npmCi(root, abort) {
  let outcome = await npm(['ci'], root, abort);
  if (outcome.code !== 0 && /EUSAGE/.test(outcome.said)) outcome = await npm(['install', '--no-save'], root, abort);
  if (outcome.code === 0) return;
  const lines = outcome.said.split('\n').map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim());
  const reason = lines.find((line) => line && !/^(code|errno|syscall|path|dest) /.test(line)) ?? `code ${outcome.code}`;
  throw new Fault(
    `The packages could not be installed: ${reason.replace(/\.$/, '')}. Mend that ("npm ci" tells more) and start again.`,
  );
}

/** Runs the npm that started us, which need not be on the PATH, or the one that is. */
async function npm(words, root, abort) {
  const running = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const args = [...words, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, all] = running ? [process.execPath, [running, ...args]] : ['npm', args];
  try {
    const { code, stdout, stderr } = await run(command, all, { cwd: root, abort });
    return { code, said: `${stderr}\n${stdout}` };
  } catch (error) {
    return { code: 1, said: error.code === 'ENOENT' ? 'npm is not on the PATH' : error.message };
  }
}

function note(stamp, digest) {
  try {
    writeFileSync(stamp, digest);
  } catch {
    // a node_modules that may not be written is looked through at each start, which is only slower
  }
}

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

const digestOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
