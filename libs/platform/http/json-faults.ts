/** Where a text stops being JSON, said in the words of Python's `json`, which clients of the API have always seen. */
export function explainJsonFault(text: string): string {
  try {
    const end = blank(text, value(text, blank(text, 0)));
    return end < text.length ? sentence('Extra data', text, end) : 'Invalid JSON';
  } catch (fault) {
    if (fault instanceof Fault) return sentence(fault.message, text, fault.at);
    throw fault;
  }
}

class Fault extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

function sentence(what: string, text: string, at: number): string {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  return `${what}: line ${line} column ${column} (char ${at})`;
}

function blank(text: string, at: number): number {
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++;
  return at;
}

/** The position behind the value that begins at `at`. */
function value(text: string, at: number): number {
  const first = text.charAt(at);
  if (first === '"') return string(text, at + 1);
  if (first === '{') return object(text, at + 1);
  if (first === '[') return array(text, at + 1);
  const [word] =
    /^(?:true|false|null|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/.exec(text.slice(at, at + 400)) ??
    [];
  if (!word) throw new Fault('Expecting value', at);
  return at + word.length;
}

function string(text: string, begin: number): number {
  for (let at = begin; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') return at + 1;
    if (char < ' ') throw new Fault('Invalid control character at', at);
    if (char !== '\\') continue;
    if (text.charAt(at + 1) === 'u' && !/^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)))
      throw new Fault('Invalid \\uXXXX escape', at + 1);
    if (!'"\\/bfnrtu'.includes(text.charAt(at + 1) || '?')) throw new Fault('Invalid \\escape', at);
    at++;
  }
  throw new Fault('Unterminated string starting at', begin - 1);
}

function object(text: string, begin: number): number {
  let at = blank(text, begin);
  if (text.charAt(at) === '}') return at + 1;
  for (;;) {
    if (text.charAt(at) !== '"') throw new Fault('Expecting property name enclosed in double quotes', at);
    at = blank(text, string(text, at + 1));
    if (text.charAt(at) !== ':') throw new Fault("Expecting ':' delimiter", at);
    at = blank(text, value(text, blank(text, at + 1)));
    if (text.charAt(at) === '}') return at + 1;
    if (text.charAt(at) !== ',') throw new Fault("Expecting ',' delimiter", at);
    at = blank(text, at + 1);
  }
}

function array(text: string, begin: number): number {
  let at = blank(text, begin);
  if (text.charAt(at) === ']') return at + 1;
  for (;;) {
    at = blank(text, value(text, at));
    if (text.charAt(at) === ']') return at + 1;
    if (text.charAt(at) !== ',') throw new Fault("Expecting ',' delimiter", at);
    at = blank(text, at + 1);
  }
}
