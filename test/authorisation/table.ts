import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '#platform/config';
import { describeRule, type RouteDescription } from '#platform/http';
import { CALLERS, type CallerName } from './callers.js';

const FILE = join(projectFolder(), 'test', 'authorisation', 'matrix.md');
const HEAD = `# Who may do what

One line for each operation, one column for each caller, and the status of the answer: 2xx is done, 401, 403 and 404 are refused.
Written by \`npm run authorisation\`, and held against the running API by \`matrix.api.spec.ts\`, which also judges it by the rules
of the routes. Columns and what stands behind them: [README](README.md).

`;

export interface Row {
  readonly route: RouteDescription;
  readonly statuses: ReadonlyMap<CallerName, number>;
}

/** The lines of the table, without what is written above it. */
export function linesOf(rows: readonly Row[]): string[] {
  const cells = rows.map(({ route: { method, path, rule }, statuses }) => [
    method,
    `\`${path}\``,
    describeRule(rule),
    ...CALLERS.map((caller) => String(statuses.get(caller) ?? '')),
  ]);
  const heads = ['method', 'path', 'asks for', ...CALLERS];
  return [heads, heads.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`);
}

export function readTable(): string[] {
  return existsSync(FILE)
    ? readFileSync(FILE, 'utf8')
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('|'))
    : [];
}

export function writeTable(rows: readonly Row[]): void {
  writeFileSync(FILE, `${HEAD}${linesOf(rows).join('\n')}\n`);
}
