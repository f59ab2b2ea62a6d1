import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { evaluate, parseContext, stringifyResult } from '#evaluation';

/** `npm run -s evaluate -- FILE`: one evaluation context per line in, one result per line out; `-` is stdin. */
async function main(file: string | undefined): Promise<number> {
  if (file === undefined) {
    process.stderr.write('Usage: npm run -s evaluate -- FILE\n');
    return 2;
  }
  let failed = false;
  for await (const line of linesOf(file === '-' ? process.stdin : createReadStream(file))) {
    const answer = answerTo(line);
    failed ||= !answer.ok;
    if (!process.stdout.write(`${answer.text}\n`)) await once(process.stdout, 'drain');
  }
  return failed ? 1 : 0;
}

function answerTo(line: string): { ok: boolean; text: string } {
  try {
    return { ok: true, text: stringifyResult(evaluate(parseContext(line))) };
  } catch (error) {
    return { ok: false, text: JSON.stringify({ error: error instanceof Error ? error.message : String(error) }) };
  }
}

/** Splits at line feeds only: other line separators may stand inside of JSON texts. */
async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  stream.setEncoding('utf8');
  let parts: string[] = [];
  for await (const chunk of stream) {
    const [first = '', ...others] = String(chunk).split('\n');
    parts.push(first);
    for (const next of others) {
      yield parts.join('');
      parts = [next];
    }
  }
  const last = parts.join('');
  if (last !== '') yield last;
}

process.stdout.on('error', () => process.exit(1));
try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
