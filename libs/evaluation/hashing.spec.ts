import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { bucket } from './hashing.js';
import { laneDigester } from './md5-lanes.js';
import { SeedTable } from './seeds.js';

/** The definition, word for word. */
function defined(ids: readonly string[], times = 1): number {
  const text = Array.from({ length: times }, () => ids)
    .flat()
    .join(',');
  const digest = createHash('md5').update(text, 'utf8').digest('hex');
  const percentage = (Number(BigInt(`0x${digest}`) % 9999n) / 9998) * 100;
  return percentage === 100 ? defined(ids, times + 1) : percentage;
}

const ids = fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { minLength: 1, maxLength: 3 });

describe('bucket', () => {
  it.each([
    [['1', '8931'], 45.779155831166236],
    [['1', '13116'], 18.433686737347468],
  ])('hashes %j again, with the ids repeated, since it came to 100', (pair, percentage) => {
    expect(bucket(pair)).toBe(percentage);
  });

  it('is MD5 of the ids joined by commas, mod 9999, of 9998', () => {
    fc.assert(fc.property(ids, (list) => bucket(list) === defined(list)));
  });

  it.each([0, 54, 55, 56, 63, 64, 65, 119, 120, 5000])('pads a text of %i bytes', (length) => {
    expect(bucket(['x'.repeat(length)])).toBe(defined(['x'.repeat(length)]));
  });
});

describe('SeedTable', () => {
  it('has SIMD on the machine of this test', () => {
    expect(laneDigester()).toBeDefined();
  });

  it('gives each seed the bucket of seed and key', () => {
    const seeds = fc.array(fc.string({ unit: 'grapheme', maxLength: 70 }), { maxLength: 20 });
    const keys = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), {
      minLength: 1,
      maxLength: 3,
    });
    const property = fc.property(seeds, keys, (texts, identities) => {
      const table = new SeedTable();
      const added = texts.map((text) => table.add(text));
      for (const key of identities) {
        table.load(key);
        expect(added.map((seed) => table.percentage(seed))).toStrictEqual(texts.map((text) => defined([text, key])));
      }
    });
    fc.assert(property);
  });

  it.each([1, 46, 47, 48, 1000, 4000, 20_000])('takes a key of %i characters', (length) => {
    const table = new SeedTable();
    const seed = table.add('12345678');
    table.load('k'.repeat(length));
    expect(table.percentage(seed)).toBe(defined(['12345678', 'k'.repeat(length)]));
  });

  it('hashes again what came to 100', () => {
    const table = new SeedTable();
    const seed = table.add('1');
    table.load('8931');
    expect(table.percentage(seed)).toBe(45.779155831166236);
  });

  it('puts nobody anywhere without a key', () => {
    const table = new SeedTable();
    const seed = table.add('1');
    table.load(undefined);
    expect(table.percentage(seed)).toBeNaN();
  });

  it('is not confused by another table in between', () => {
    const [one, other] = [new SeedTable(), new SeedTable()];
    const [oneSeed, otherSeed] = [one.add('1'), other.add('2')];
    one.load('a');
    other.load('b');
    expect(other.percentage(otherSeed)).toBe(defined(['2', 'b']));
    expect(one.percentage(oneSeed)).toBe(defined(['1', 'a']));
  });
});
