import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The commands of a page, in their order: each `sh` block, with what the block after it says that they print (`text` or `json`).
 * In what is said, `…` stands for anything.
 * @param {{ file: string, section?: string }} page `section` is the second-level heading to look below; without it all counts
 */
export function stepsOf(root, { file, section }) {
  const steps = [];
  let heading = '';
  let inSection = section === undefined;
  for (const { title, level, language, body } of partsOf(readFileSync(join(root, file), 'utf8'))) {
    if (title !== undefined) {
      heading = title;
      if (section !== undefined && level <= 2) inSection = title === section;
    } else if (inSection && language === 'sh') steps.push({ name: `${file}: ${heading}`, sh: body });
    else if (inSection && (language === 'text' || language === 'json')) expect(steps, file, body);
  }
  if (!steps.some(({ pattern }) => pattern)) throw new Error(`${file} has no commands whose output it shows.`);
  return steps;
}

function expect(steps, file, body) {
  const last = steps.at(-1);
  if (!last || last.pattern) throw new Error(`${file} shows an output that follows no command:\n${body}`);
  last.expected = body;
  last.pattern = new RegExp(`^${body.trim().split('…').map(escaped).join('[^]*?')}$`);
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Headings and fenced blocks. */
function partsOf(markdown) {
  const parts = [];
  let block;
  for (const line of markdown.split('\n')) {
    const fence = /^```(\w*)\s*$/.exec(line);
    if (fence && block) {
      parts.push({ ...block, body: block.lines.join('\n') });
      block = undefined;
    } else if (fence) block = { language: fence[1], lines: [] };
    else if (block) block.lines.push(line);
    else {
      const [, marks, title] = /^(#{1,6}) (.+)$/.exec(line) ?? [];
      if (title) parts.push({ title, level: marks.length });
    }
  }
  return parts;
}
