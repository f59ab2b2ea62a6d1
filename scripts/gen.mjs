// Writes what is generated from the code: docs/reference/ and the types of the client that the API specs call through.
// `--check` writes to a temporary folder instead and fails when what is committed is not the same.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const reference = join(root, 'docs', 'reference');
const client = join(root, 'test', 'api', 'generated', 'schema.d.ts');

process.exitCode = process.argv.includes('--check') ? check() : generate(reference, client);

function generate(folder, types) {
  const cli = run(process.execPath, [join(root, 'dist', 'apps', 'cli', 'main.js'), 'reference', folder]);
  if (cli !== 0) return cli;
  const openapiTypescript = join(root, 'node_modules', 'openapi-typescript', 'bin', 'cli.js');
  return run(process.execPath, [openapiTypescript, join(folder, 'openapi.json'), '--output', types]);
}

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`);
  return status ?? 1;
}

function check() {
  const folder = mkdtempSync(join(tmpdir(), 'burgee-reference-'));
  try {
    const types = join(folder, 'schema.d.ts');
    const made = generate(folder, types);
    if (made !== 0) return made;
    const pairs = readdirSync(folder).map((file) => [
      join(folder, file),
      file === 'schema.d.ts' ? client : join(reference, file),
    ]);
    const stale = pairs
      .filter(([fresh, committed]) => contents(fresh) !== contents(committed))
      .map(([, committed]) => committed);
    for (const file of stale) console.error(`${file} is not what the code says; run "npm run gen".`);
    return stale.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function contents(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
