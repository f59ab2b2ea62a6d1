import fc from 'fast-check';
import { InvalidContext } from './context.js';
import { evaluate, parseContext, stringifyResult } from './evaluate.js';
import { Float, type Json } from './json.js';
import { InvalidJson, parseJson } from './json-parser.js';
import { stringifyJson } from './json-writer.js';

const NAMES = [
  ...['environment', 'identity', 'segments', 'features', 'key', 'name', 'identifier', 'traits', 'rules', 'overrides'],
  ...['type', 'conditions', 'property', 'operator', 'value', 'variants', 'weight', 'priority', 'enabled', 'metadata'],
  ...['__proto__', 'constructor', 'a', '1'],
];
const WORDS = [
  ...['ALL', 'ANY', 'NONE', 'EQUAL', 'GREATER_THAN', 'IN', 'REGEX', 'MODULO', 'PERCENTAGE_SPLIT', 'CONTAINS', 'IS_SET'],
  ...[
    '$.identity.key',
    '$..*',
    '$.a[?@.b',
    '',
    '5',
    '5.0',
    '1.2.3:semver',
    '[1',
    '0|0',
    '(',
    'a',
    '\ud800',
    '1'.repeat(5000),
  ],
];
const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom<Json>(null, true, false, 0, -0, 5, 2 ** 60, 1e300, 2n ** 70n, new Float(5), new Float(NaN), 0.1),
);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom(...NAMES), tie('json')), { maxLength: 5 }).map((entries) => new Map(entries)),
  ),
}));

/** A context in which any part may have been replaced by anything. */
const loose = (usual: fc.Arbitrary<Json>) => fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: json });
const object = (shape: Record<string, fc.Arbitrary<Json>>) => loose(fc.record(shape, { requiredKeys: [] }));
const list = (item: fc.Arbitrary<Json>) => loose(fc.array(item, { maxLength: 2 }));
const condition = object({ property: scalar, operator: loose(fc.constantFrom(...WORDS.slice(3, 11))), value: scalar });
const rule = object({
  type: loose(fc.constantFrom('ALL', 'ANY', 'NONE')),
  conditions: list(condition),
  rules: list(json),
});
const variant = object({ key: scalar, value: scalar, weight: loose(fc.nat(100)), priority: loose(fc.nat(3)) });
const feature = object({
  key: scalar,
  name: fc.constant('f'),
  enabled: scalar,
  value: scalar,
  variants: list(variant),
});
const segment = object({ key: scalar, name: loose(fc.constant('s')), rules: list(rule), overrides: list(feature) });
const context = object({
  environment: object({ key: scalar, name: scalar }),
  identity: object({ identifier: scalar, key: scalar, traits: object({ a: scalar, '5': scalar }) }),
  segments: object({ s: segment, t: segment }),
  features: object({ f: feature }),
});

describe('whatever comes in', () => {
  it('evaluate answers, or throws InvalidContext', () => {
    const property = fc.property(context, (input) => {
      try {
        expect(parseContext(stringifyResult(evaluate(input)))).toBeInstanceOf(Map);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidContext);
      }
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it('parseContext answers, or throws InvalidJson', () => {
    const broken = fc.tuple(json, fc.nat(), fc.string({ maxLength: 3 })).map(([value, place, text]) => {
      const written = stringifyJson(value);
      const at = place % (written.length + 1);
      return written.slice(0, at) + text + written.slice(at + 1);
    });
    const property = fc.property(fc.oneof(broken, fc.string()), (text) => {
      try {
        parseContext(text);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidJson);
      }
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it('is read as JSON.parse reads it', () => {
    const property = fc.property(fc.json({ maxDepth: 3 }), (text) => {
      expect(JSON.parse(stringifyJson(parseJson(text)))).toEqual(JSON.parse(text));
    });
    fc.assert(property);
  });
});
