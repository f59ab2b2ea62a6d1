// `npm run check`: the whole truth about the source without a database: format, lint, types, layers, generated files, the OpenAPI
// document, unit specs. Two at a time; every one that fails is shown.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (name) => join(root, 'node_modules', ...name.split('/'));
const cache = (name) => join(root, '.cache', name);

const STEPS = [
  ['lint', bin('eslint/bin/eslint.js'), '.', '--cache', '--cache-location', cache('eslint/')],
  [
    'unit specs',
    bin('jest/bin/jest.js'),
    '--selectProjects',
    'unit',
    '--json',
    `--outputFile=${cache('jest-unit.json')}`,
    '--silent',
  ],
  ['types', bin('typescript7/bin/tsc'), '-p', 'tsconfig.json'],
  [
    'format',
    bin('prettier/bin/prettier.cjs'),
    '--check',
    '--log-level',
    'warn',
    '--cache',
    '--cache-location',
    cache('prettier'),
    '.',
  ],
  [
    'layers',
    bin('dependency-cruiser/bin/dependency-cruise.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    'apps',
    'libs',
    'test',
  ],
  ['generated files', join(root, 'scripts', 'gen.mjs'), '--check'],
  ['OpenAPI', bin('@redocly/cli/bin/cli.js'), 'lint', 'docs/reference/openapi.json', '--config', 'redocly.yaml'],
];

mkdirSync(cache(''), { recursive: true });
const began = performance.now();
const built = await step([
  'build',
  bin('@swc/cli/bin/swc.js'),
  'apps',
  'libs',
  '--out-dir',
  'dist',
  '--config-file',
  '.swcrc',
  '--quiet',
]);
const outcomes = [built, ...(built ? await twoAtATime(STEPS) : [])];
const failed = outcomes.filter((passed) => !passed).length;
console.log(`${failed === 0 ? 'All is well' : `${failed} of ${outcomes.length} failed`} after ${seconds(began)}.`);
process.exitCode = failed > 0 ? 1 : 0;

async function twoAtATime(steps) {
  const left = [...steps];
  const outcomes = [];
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) outcomes.push(await step(next));
  };
  await Promise.all([lane(), lane()]);
  return outcomes;
}

function step([name, script, ...args]) {
  const start = performance.now();
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds(start)})`);
      if (code !== 0) process.stdout.write(Buffer.concat(output));
      resolve(code === 0);
    });
  });
}

function seconds(since) {
  return `${((performance.now() - since) / 1_000).toFixed(1)} s`;
}
