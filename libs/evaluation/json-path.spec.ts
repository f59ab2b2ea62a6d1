import { Float, type Json } from './json.js';
import { compileQuery } from './json-path.js';

const DOCUMENT: Json = {
  identity: { key: 'k', traits: { plan: 'scale', 'two words': 2, list: [10, 20, 30, 40], 'has-dash': 1, é: 'ü' } },
  segments: new Map<string, Json>([
    ['b', { name: 'first', size: 5, tags: ['x'] }],
    ['a', { name: 'second', size: new Float(7), tags: [], deep: { name: 'inner' } }],
  ]),
  features: { f: { enabled: true, value: null } },
};

const first = (path: string) => compileQuery(path)?.first(DOCUMENT);

describe('a JSONPath of RFC 9535', () => {
  it.each<[string, Json]>([
    ['$.identity.traits.plan', 'scale'],
    ['$.identity["traits"][\'two words\']', 2],
    ['$.identity.traits.é', 'ü'],
    ['$.identity.traits["\\u00e9"]', 'ü'],
    ['$.identity.traits.has-dash', 1],
    ['$.identity.traits.list[1]', 20],
    ['$.identity.traits.list[-1]', 40],
    ['$.identity.traits.list[1:3]', 20],
    ['$.identity.traits.list[::-1]', 40],
    ['$.identity.traits.list[2::-2]', 30],
    ['$.identity.traits.list[9, 2]', 30],
    ['$.identity.traits.list[?@ > 15]', 20],
    ['$.segments.*.name', 'first'],
    ['$.segments[*]["size"]', 5],
    ['$..name', 'first'],
    ['$..deep.name', 'inner'],
    ['$.segments[?@.size > 6].name', 'second'],
    ['$.segments[?@.size == 7].name', 'second'],
    ['$.segments[?@.size != 5 && @.name].name', 'second'],
    ['$.segments[?@.size <= 4 || @.deep].name', 'second'],
    ['$.segments[?!@.deep].name', 'first'],
    ['$.segments[?!(@.size == 5)].name', 'second'],
    ['$.segments[?@.name == $.segments.a.name].name', 'second'],
    ['$.segments[?length(@.tags) == 0].name', 'second'],
    ['$.segments[?count(@.*) == 4].name', 'second'],
    ['$.segments[?value(@..tags[0]) == "x"].name', 'first'],
    ['$.segments[?match(@.name, "sec.*")].name', 'second'],
    ['$.segments[?search(@.name, "con")].name', 'second'],
    ['$.segments[?@.missing == @.other].name', 'first'],
    ['$.segments[?@.name < "g"].name', 'first'],
    ['$.features[?@.value == null].enabled', true],
    ['$ .identity ["key"]', 'k'],
  ])('%s finds %j', (path, value) => expect(first(path)).toStrictEqual(value));

  it.each([
    '$.nope.x',
    '$.identity.traits.plan.x',
    '$.identity.traits.list[4]',
    '$.identity.traits.list[-5]',
    '$.identity.traits.list[1:1]',
    '$.identity.traits.list[::0]',
    '$.segments[?@.size == "5"].name',
    '$.segments[?match(@.name, "eco")].name',
    '$.identity.constructor',
    '$.__proto__',
  ])('%s finds nothing', (path) => expect(first(path)).toBeUndefined());

  it.each([
    '$.bad path!',
    '$.a.',
    '$.a ',
    '$.',
    '$..',
    '$.a[]',
    '$.a[1,]',
    '$.a[01]',
    '$.a[-0]',
    '$.a["x\']',
    '$.a["\\x41"]',
    '$.a["\\ud800"]',
    '$.a[?1]',
    '$.a[?@.b == @.*]',
    '$.a[?@.b = 1]',
    '$.a[?length(@.b)]',
    '$.a[?count(1) == 1]',
    '$.a[?match(@.b, "x") == true]',
    '$.a[?nope(@.b)]',
    '$.a[?(@.b]',
    '$.a[9007199254740993]',
    '$.1a',
    '$.identity.traits.😀',
    `$.a[?${'('.repeat(100)}@.b${')'.repeat(100)}]`,
    `$.${'a'.repeat(20_000)}`,
  ])('%s is none', (path) => expect(compileQuery(path)).toBeUndefined());

  it('gives up where it would have to look at too much', () => {
    const wide = Array.from({ length: 60 }, () => Array.from({ length: 60 }, () => [1, 2, 3]));
    expect(compileQuery(`$..*${'..*'.repeat(30)}.x`)?.first(wide)).toBeUndefined();
  });

  it('gives up below a hundred levels', () => {
    let deep: Json = { x: 1 };
    for (let level = 0; level < 2000; level++) deep = [deep];
    expect(compileQuery('$..x')?.first(deep)).toBeUndefined();
  });
});
