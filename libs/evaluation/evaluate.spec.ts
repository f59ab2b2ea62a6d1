import { InvalidContext } from './context.js';
import { evaluate, parseContext, stringifyResult } from './evaluate.js';
import { Float, type Json } from './json.js';
import { InvalidJson } from './json-parser.js';

const environment = { key: 'env', name: 'Production' };
const flag = { key: '1', name: 'flag', enabled: true, value: 'on' };
const everybody = [{ type: 'ALL' }];

/** Flag `flag` of a context with these features, segments and identity. */
function flagOf(parts: { feature?: object; segments?: object; identity?: Json }) {
  const features = { flag: { ...flag, ...parts.feature } };
  return evaluate({ environment, features, segments: parts.segments, identity: parts.identity }).flags['flag'];
}

/** Three segments that match, each with an override of this priority. */
function overriding(...priorities: (Json | undefined)[]) {
  const segments = priorities.map((priority, index) => ({
    key: `${index}`,
    name: `segment ${index}`,
    rules: everybody,
    overrides: [{ ...flag, value: index, ...(priority === undefined ? {} : { priority }) }],
  }));
  return new Map(segments.map((segment) => [segment.name, segment]));
}

describe('a context (§1.1)', () => {
  it('takes null, an empty object or nothing for nobody', () => {
    const feature = { variants: [{ value: 'v', weight: 100, priority: 0 }] };
    for (const identity of [null, {}, undefined])
      expect(flagOf({ feature, identity })).toMatchObject({ variant: null });
  });

  it('makes the key of an identity of the environment key and the identifier', () => {
    const segments = (property: string) => ({
      s: {
        key: '1',
        name: 's',
        rules: [{ type: 'ALL', conditions: [{ property, operator: 'EQUAL', value: 'env_me' }] }],
      },
    });
    for (const key of [undefined, null, '']) {
      const context = { environment, identity: { identifier: 'me', key }, segments: segments('$.identity.key') };
      expect(evaluate(context).segments).toHaveLength(1);
    }
  });

  it.each<[unknown, string]>([
    [null, 'The context must be an object'],
    [[], 'The context must be an object'],
    [{}, 'environment must be an object'],
    [{ environment: 'env' }, 'environment must be an object'],
    [{ environment: {}, identity: { identifier: 'x' } }, 'environment.key is missing'],
    [{ environment, identity: { traits: {} } }, 'identity.identifier is missing'],
    [{ environment, identity: 'me' }, 'identity must be an object'],
    [{ environment, identity: { key: 'k', traits: ['a'] } }, 'identity.traits must be an object'],
    [{ environment, segments: [1] }, 'segments must be an object'],
    [{ environment, segments: { s: 1 } }, 'segments.s must be an object'],
    [{ environment, segments: { s: { key: '1' } } }, 'segments.s.name must be a text'],
    [{ environment, segments: { s: { name: 's', rules: {}, overrides: 3 } } }, 'segments.s.overrides must be a list'],
    [{ environment, segments: { s: { name: 's', rules: [5] } } }, 'segments.s.rules[0] must be an object'],
    [{ environment, features: { f: { name: 'g' } } }, 'features.g is missing'],
    [{ environment, features: { f: { name: 'f', variants: [{}] } } }, 'features.f.variants[0].weight is missing'],
    [{ environment, features: { f: { name: 'f', priority: 'x' } } }, 'features.f.priority must be a number'],
  ])('that is wrong is refused by the place: %j', (context, message) => {
    expect(() => evaluate(context)).toThrow(new InvalidContext(message));
  });

  it('may use any name', () => {
    const names = ['__proto__', 'constructor', 'hasOwnProperty', '1', 'é', ''];
    for (const name of names) {
      const text = JSON.stringify({
        environment,
        identity: { identifier: 'i' },
        features: { NAME: { ...flag, name } },
        segments: {
          NAME: {
            key: name,
            name,
            rules: [{ type: 'ALL', conditions: [{ property: name, operator: 'EQUAL', value: 'x' }] }],
            overrides: [{ ...flag, name, value: 'overridden' }],
          },
        },
      });
      const context = text
        .replaceAll('"NAME"', JSON.stringify(name))
        .replace('"identifier":"i"', `"identifier":"i","traits":{${JSON.stringify(name)}:"x"}`);
      for (const parsed of [parseContext(context), JSON.parse(context)]) {
        const { flags, segments } = evaluate(parsed);
        expect(Object.entries(flags)).toMatchObject([[name, { name, value: 'overridden' }]]);
        expect(segments).toStrictEqual([{ name }]);
      }
    }
  });
});

describe('a result (§1.2)', () => {
  it('copies metadata that is not empty', () => {
    const segments = { a: { key: '1', name: 'a', rules: everybody, metadata: {} } };
    expect(flagOf({ feature: { metadata: {} } })).not.toHaveProperty('metadata');
    expect(flagOf({ feature: { metadata: { id: 1 } } })).toMatchObject({ metadata: { id: 1 } });
    expect(evaluate({ environment, segments }).segments).toStrictEqual([{ name: 'a' }]);
  });

  it('has segments in the order of the context, numbers as names or not', () => {
    const text = `{"environment": {"key": "e"}, "segments": {
      "17": {"key": "17", "name": "first", "rules": [{"type": "ALL"}]},
      "x": {"key": "x", "name": "second", "rules": [{"type": "ALL"}]},
      "2": {"key": "2", "name": "third", "rules": [{"type": "ALL"}]}}}`;
    expect(evaluate(parseContext(text)).segments.map(({ name }) => name)).toStrictEqual(['first', 'second', 'third']);
  });

  it('leaves out an override of a feature that is not there', () => {
    const overrides = [{ ...flag, name: 'other' }];
    const segments = { a: { key: '1', name: 'a', rules: everybody, overrides } };
    expect(Object.keys(evaluate({ environment, features: { flag }, segments }).flags)).toStrictEqual(['flag']);
  });

  it('is written with the numbers of the context', () => {
    const text = '{"environment":{"key":"e"},"features":{"f":{"name":"f","enabled":true,"value":VALUE}}}';
    const numbers = ['4', '4.0', '-0.0', '1e+16', '12345678901234567890', '0.1', 'NaN', '-Infinity', '[1.0,{"a":2}]'];
    for (const number of numbers) {
      expect(stringifyResult(evaluate(parseContext(text.replace('VALUE', number))))).toContain(`"value":${number},`);
    }
    expect(stringifyResult(evaluate(parseContext(text.replace('VALUE', '-0'))))).toContain('"value":0,');
  });
});

describe('overrides (§1.8)', () => {
  it.each<[string, (Json | undefined)[], number]>([
    ['the smallest priority wins', [2, 1, 3], 1],
    ['a missing priority is the last', [undefined, 99999], 1],
    ['the first of equal ones wins', [5, 5, new Float(5)], 0],
    ['the first of two without priority wins', [undefined, undefined], 0],
    ['priorities beyond 2^53 are told apart', [2n ** 70n + 1n, 2n ** 70n], 1],
    ['a float may lie between ints', [1, 0.5], 1],
  ])('%s', (_, priorities, winner) => {
    const reason = `TARGETING_MATCH; segment=segment ${winner}`;
    expect(flagOf({ segments: overriding(...priorities) })).toMatchObject({ value: winner, reason });
  });

  it('count where the segment matches only', () => {
    const nobody = { key: 'x', name: 'x', rules: [], overrides: [{ ...flag, priority: 0 }] };
    const segments = { ...Object.fromEntries(overriding(1)), x: nobody };
    expect(flagOf({ segments })).toMatchObject({ value: 0 });
  });

  it('bring their own key, value and variants', () => {
    const variants = [{ key: 'v', value: 'variant', weight: 100, priority: 1 }];
    const overrides = [{ ...flag, key: '99', value: 'control', variants }];
    const segments = { a: { key: '1', name: 'a', rules: everybody, overrides } };
    expect(flagOf({ segments })).toMatchObject({
      value: 'control',
      variant: null,
      reason: 'TARGETING_MATCH; segment=a',
    });
    expect(flagOf({ segments, identity: { identifier: 'i' } })).toStrictEqual({
      enabled: true,
      name: 'flag',
      value: 'variant',
      variant: 'v',
      reason: 'SPLIT; weight=100',
    });
  });
});

describe('variants (§1.8)', () => {
  // The identity's share under key "1" is 45.779….
  const identity = { identifier: 'i', key: '8931' };
  const split = (...weights: Json[]) => {
    const variants = weights.map((weight, index) => ({ key: `${index}`, value: index, weight, priority: index }));
    return flagOf({ feature: { variants }, identity });
  };

  it('are walked by priority, from start on to before the end', () => {
    expect(split(45.779155831166236, 1)).toMatchObject({ variant: '1' });
    expect(split(45.77915583116624, 1)).toMatchObject({ variant: '0' });
    expect(split(10, 10, 30)).toMatchObject({ variant: '2', value: 2, reason: 'SPLIT; weight=30' });
    const variants = [
      { key: 'late', value: 1, weight: 50, priority: 2 },
      { key: 'early', value: 2, weight: 50, priority: 1 },
    ];
    expect(flagOf({ feature: { variants }, identity })).toMatchObject({ variant: 'early' });
  });

  it('of equal priority keep their order', () => {
    const variants = [1, 2].map((value) => ({ value, weight: 50, priority: 7 }));
    expect(flagOf({ feature: { variants }, identity })).toMatchObject({ value: 1, variant: null });
  });

  it('leave control to who falls into none', () => {
    expect(split(10, 20)).toStrictEqual({
      enabled: true,
      name: 'flag',
      value: 'on',
      variant: 'control',
      reason: 'DEFAULT',
    });
  });

  it.each<[Json, string]>([
    [50, '50'],
    [new Float(50), '50.0'],
    [54.54, '54.54'],
  ])('print their weight as Python does: %p', (weight, text) =>
    expect(split(weight)).toMatchObject({ reason: `SPLIT; weight=${text}` }),
  );
});

describe('parseContext', () => {
  it.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "'a'",
    '01',
    '1.',
    '.5',
    '+1',
    '"\n"',
    '"\\x"',
    '"\\u12"',
    '1 2',
    'nul',
    '\ufeff{}',
  ])('refuses %j', (text) => expect(() => parseContext(text)).toThrow(InvalidJson));

  it('refuses what is nested or written without end', () => {
    expect(() => parseContext('['.repeat(100_000))).toThrow(new InvalidJson('Nested too deeply'));
    expect(() => parseContext('1'.repeat(5000))).toThrow(new InvalidJson('A number is too long'));
    expect(parseContext('1e400')).toStrictEqual(new Float(Infinity));
  });

  it('reads what Python reads', () => {
    const text =
      ' {"a": [1, 1.5, -0, NaN, Infinity, true, null], "a\\u00e9\\n\\ud83d\\ude00": "\u2028\\/", "a": {} }\r\n';
    expect(parseContext(text)).toStrictEqual(
      new Map<string, Json>([
        ['a', new Map()],
        ['aé\n😀', '\u2028/'],
      ]),
    );
    expect(parseContext(`"${'x'.repeat(10_000_000)}"`)).toHaveLength(10_000_000);
  });
});
