import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DECORATORS = String.raw`(?:@\w+\((?:[^()]|\([^()]*\))*\)\s*)*`;
const CLASS = String.raw`(?:export\s+)?(?:abstract\s+)?class\s+(?<type>\w+)`;
const METHOD = String.raw`(?:async\s+)?(?<method>\w+)\s*\(`;
const DOCUMENTED = new RegExp(String.raw`/\*\*(?<text>(?:(?!\*/)[^])*)\*/\s*${DECORATORS}(?:${CLASS}|${METHOD})`, 'g');

/**
 * What the TSDoc of classes and methods begins with, by `Class` and `Class.method`, for generated documents.
 * @param folder where the sources are
 */
export function firstSentences(folder: string): ReadonlyMap<string, string> {
  const sentences = new Map<string, string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/(?<!\.spec|\.d)\.ts$/.test(file)) continue;
    const source = readFileSync(join(folder, file), 'utf8');
    for (const { index, groups } of source.matchAll(DOCUMENTED)) {
      const name = groups?.type ?? `${classBefore(source, index)}.${groups?.method}`;
      sentences.set(name, firstSentence(groups?.text ?? ''));
    }
  }
  return sentences;
}

function classBefore(source: string, index: number): string {
  const [, name = ''] = [...source.slice(0, index).matchAll(/\bclass (\w+)/g)].at(-1) ?? [];
  return name;
}

function firstSentence(comment: string): string {
  const text = comment
    .replace(/^\s*\*/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
  return /^.*?[.:](?= |$)/.exec(text)?.[0].replace(/:$/, '.') ?? text;
}
