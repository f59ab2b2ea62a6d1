import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dashboardFolder, readDashboardBuild } from './dashboard-build.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'burgee-build-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(...files: string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), file);
  }
}

it.each([
  [['index.html', 'assets/a.js'], 'index.html', ['assets/a.js', 'index.html']],
  [
    ['static/index.handlebars', 'static/a.js', 'server.js'],
    'static/index.handlebars',
    ['static/a.js', 'static/index.handlebars'],
  ],
  [
    ['app/templates/webpack/index.html', 'static/a.js', 'manage.py'],
    'app/templates/webpack/index.html',
    ['static/a.js'],
  ],
])('knows a build by its page: %j', (files, index, served) => {
  write(...files);
  const build = readDashboardBuild(folder);
  expect([build.index, [...build.files].sort()]).toEqual([index, served]);
});

it('a folder without one is a wrong setting', () => {
  write('readme.md');
  expect(() => dashboardFolder.read(folder)).toThrow(
    'a folder with index.html or static/index.handlebars or app/templates/webpack/index.html',
  );
  expect(() => dashboardFolder.read(join(folder, 'nowhere'))).toThrow('a folder with');
});
