import { RE2JS } from 're2js';
import { translatePattern } from './pattern-translation.js';

/** Answers whether a text matches from its start on. */
export type Matcher = (text: string) => boolean;

const REMEMBERED_TEXTS = 256;
const REMEMBERED_LENGTH = 128;

/**
 * A pattern of Python's `re`, matched as `re.match` does: at the start, not up to the end. It runs in linear time.
 * Undefined where RE2 cannot express the pattern, or Python itself would refuse it.
 */
export function compilePattern(pattern: string): Matcher | undefined {
  const translated = translatePattern(pattern);
  if (translated === undefined) return undefined;
  try {
    const regex = RE2JS.compile(`\\A(?:${translated})`);
    return remembering((text) => regex.test(text));
  } catch {
    return undefined;
  }
}

/** Whether a REGEX condition with this pattern can match at all. */
export function isExpressiblePattern(pattern: string): boolean {
  return compilePattern(pattern) !== undefined;
}

/** Traits repeat themselves: plans, countries, versions. */
function remembering(matches: Matcher): Matcher {
  const answers = new Map<string, boolean>();
  return (text) => {
    if (text.length > REMEMBERED_LENGTH) return matches(text);
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size >= REMEMBERED_TEXTS) answers.clear();
    const answer = matches(text);
    answers.set(text, answer);
    return answer;
  };
}
