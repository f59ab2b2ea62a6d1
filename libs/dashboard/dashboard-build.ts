import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Kind } from '#platform/config';

/** How builds of a dashboard lie in their folder: the page that is always the answer, and below what its files are. */
const LAYOUTS = [
  { index: 'index.html', below: '' },
  // what the official dashboard's `npm run bundle` makes, in frontend/public
  { index: 'static/index.handlebars', below: 'static/' },
  // what its `npm run bundledjango` makes, in api
  { index: 'app/templates/webpack/index.html', below: 'static/' },
] as const;

const HANDLEBARS_BLOCK = /\{\{#if \w+\}\}[^]*?\{\{\/if\}\}/g;

/** A built dashboard, as it was when it was read. */
export interface DashboardBuild {
  readonly folder: string;
  /** The page that every address without a file shows. */
  readonly index: string;
  /** Paths of files that are served, such as `static/main.js`. Nothing else of the folder can be asked for. */
  readonly files: ReadonlySet<string>;
}

/** The name of a folder with a built dashboard. */
export const dashboardFolder: Kind<string> = {
  name: 'folder',
  read(value) {
    if (!layoutOf(value)) throw new Error(`a folder with ${LAYOUTS.map(({ index }) => index).join(' or ')}`);
    return resolve(value);
  },
};

/** Reads which files there are. @throws Error where there is no dashboard in the folder */
export function readDashboardBuild(folder: string): DashboardBuild {
  const layout = layoutOf(folder);
  if (!layout) throw new Error(`There is no dashboard in ${folder}.`);
  const index = readFileSync(join(folder, layout.index), 'utf8').replace(HANDLEBARS_BLOCK, '');
  return { folder, index, files: new Set(filesBelow(folder, layout.below)) };
}

const layoutOf = (folder: string): (typeof LAYOUTS)[number] | undefined =>
  LAYOUTS.find(({ index }) => existsSync(join(folder, index)));

function filesBelow(folder: string, below: string): string[] {
  const start = join(folder, below);
  if (!existsSync(start)) return [];
  return readdirSync(start, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
