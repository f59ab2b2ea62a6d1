// Proves the quick starts: runs every command of the pages on a fresh installation, in one shell and in the order in which a
// reader would, and holds what each says against what its page says. `--verbose` shows what was said.
// Beside that, every relative link of the documents must lead somewhere, and .env.example name every setting.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/with-server.mjs';
import { brokenLinks, missingSettings } from './documents.mjs';
import { stepsOf } from './pages.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = [
  { file: 'README.md', section: 'Quick start' },
  { file: 'docs/guides/quick-start.md' },
  { file: 'docs/guides/sdks.md' },
];
const START_MS = 300_000;
const RUN_MS = 180_000;
const count = { passed: 0, failed: 0, skipped: 0 };

checkDocuments();
if (['bash', 'curl'].every(isThere)) await checkCommands();
else {
  console.log('There is no bash or no curl here: the commands are skipped.');
  count.skipped += 1;
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 ? 1 : 0;

function checkDocuments() {
  const broken = brokenLinks(ROOT);
  report('links of the documents', broken.length === 0, broken.join('\n'));
  const missing = missingSettings(ROOT);
  report('settings in .env.example', missing.length === 0, `missing: ${missing.join(', ')}`);
}

async function checkCommands() {
  const folder = mkdtempSync(join(tmpdir(), 'burgee-readme-'));
  const where = { data: join(folder, 'data'), port: await freePort(), secondPort: await freePort() };
  let installation;
  try {
    installation = await start(where);
    report('npm start', true);
    await runPages(folder, where);
  } catch (error) {
    report(installation ? 'the commands' : 'npm start', false, error.message);
  } finally {
    await installation?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runPages(folder, where) {
  const steps = PAGES.flatMap((page) => stepsOf(ROOT, page));
  const script = join(folder, 'commands.sh');
  const marker = `-- ${folder} --`;
  const commands = steps.map(({ sh }, at) => `${moved(sh, where)}\nprintf '\\n%s\\n' '${marker}'; : ${at}\n`);
  writeFileSync(script, commands.join(''));
  const { said, complaints } = await runShell(script);
  const outputs = said.split(`\n${marker}\n`);
  steps.forEach(({ name, expected, pattern }, at) => {
    const output = outputs.length > at + 1 ? outputs[at].trim() : undefined;
    if (process.argv.includes('--verbose')) console.log(`== ${name}\n${output}`);
    if (output === undefined) report(name, false, 'the shell ended before');
    else if (pattern) report(name, pattern.test(output), `expected:\n${expected}\ngot:\n${output}`);
  });
  if (count.failed > 0 && complaints) console.log(`The commands complained:\n${complaints}`);
}

/** The same commands for ports and data of our own. */
function moved(sh, { data, port, secondPort }) {
  return sh
    .replaceAll('localhost:8000', `localhost:${port}`)
    .replaceAll('localhost:8001', `localhost:${secondPort}`)
    .replaceAll('PORT=8001', `PORT=${secondPort}`)
    .replaceAll(/(\$PWD\/)?\.data\//g, `${data}/`);
}

/** As a process group of its own, so that nothing which the commands leave in the background outlives them. */
function runShell(script) {
  const shell = spawn('bash', [script], { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = textOf(shell.stdout);
  const complaints = textOf(shell.stderr);
  const timer = setTimeout(() => endGroup(shell.pid), RUN_MS);
  return new Promise((resolve, reject) => {
    shell.once('error', reject);
    shell.once('exit', () => endGroup(shell.pid));
    shell.once('close', () => {
      clearTimeout(timer);
      resolve({ said: said(), complaints: complaints() });
    });
  });
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // nothing of it is left
  }
}

/** `npm start` on empty data. Resolves when it says that Burgee is up. */
function start({ data, port }) {
  const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: data };
  // what a reader has in the environment by chance must not lead to another database
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'SECRET_KEY']) delete env[name];
  const child = spawn(process.execPath, [join('scripts', 'start.mjs')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const said = [textOf(child.stdout), textOf(child.stderr)];
  const stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  return new Promise((resolve, reject) => {
    const giveUp = async (why) => {
      clearTimeout(timer);
      await stop();
      reject(new Error([why, ...said.map((text) => text())].join('\n')));
    };
    const timer = setTimeout(() => void giveUp(`It was not up after ${START_MS} ms.`), START_MS);
    child.once('exit', (code) => void giveUp(`It ended with code ${code}.`));
    child.stdout.on('data', () => {
      if (!said[0]().includes('Burgee is up')) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve({ stop });
    });
  });
}

/** What a stream has said so far. */
function textOf(stream) {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

function isThere(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

function report(name, passed, explanation = '') {
  count[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}`);
  if (!passed) console.log(explanation.replace(/^/gm, '       '));
}
