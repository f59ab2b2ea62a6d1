import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.data', '.cache']);

/** Relative links in Markdown files that lead to no file, or to no heading of it: `file: link`. */
export function brokenLinks(root) {
  return pagesBelow(root).flatMap((page) =>
    linksOf(readFileSync(page, 'utf8'))
      .filter((link) => !leadsSomewhere(page, link))
      .map((link) => `${relative(root, page)}: ${link}`),
  );
}

function pagesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pagesBelow(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

function linksOf(markdown) {
  const text = withoutCode(markdown);
  return [...text.matchAll(/\]\(([^()\s]+)\)/g)].map(([, link]) => link).filter((link) => !/^[a-z]+:/i.test(link));
}

const withoutCode = (markdown) => markdown.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, 'code');

function leadsSomewhere(page, link) {
  const [path, anchor] = link.split('#');
  const target = path === '' ? page : resolve(dirname(page), decodeURI(path));
  if (!existsSync(target)) return false;
  if (anchor === undefined || !target.endsWith('.md')) return true;
  return headingsOf(readFileSync(target, 'utf8')).includes(anchor);
}

/** As GitHub names them. */
function headingsOf(markdown) {
  return [...markdown.replace(/^```[^]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

/** Settings of the generated reference that .env.example does not name. */
export function missingSettings(root) {
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const reference = readFileSync(join(root, 'docs', 'reference', 'settings.md'), 'utf8');
  const names = [...reference.matchAll(/^\| `([A-Z][A-Z0-9_]*)` \|/gm)].map(([, name]) => name);
  return names.filter((name) => !new RegExp(`^#?${name}=`, 'm').test(example));
}
