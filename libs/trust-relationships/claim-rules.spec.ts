import fc from 'fast-check';
import { fitsGlob, fitsRules } from './claim-rules.js';

describe('a glob', () => {
  it.each([
    ['acme/shop', 'acme/shop', true],
    ['acme/shop', 'acme/Shop', false],
    ['acme/shop-api', 'acme/shop-*', true],
    ['acme/shop', 'acme/shop-*', false],
    ['evil/acme/shop', 'acme/*', false],
    ['acme/a/b\nc', 'acme/*', true],
    ['v1', 'v?', true],
    ['v12', 'v?', false],
    ['v1', 'v[0-9]', true],
    ['vx', 'v[!0-9]', true],
    ['v1', 'v[!0-9]', false],
    ['v-', 'v[-x]', true],
    ['v^', 'v[^x]', true],
    ['vb', 'v[z-ax-y]', false],
    ['vx', 'v[z-ax-y]', true],
    ['vx', 'v[z-a]', false],
    ['vx', 'v[!z-a]', true],
    ['v]', 'v[]x]', true],
    ['v[!]', 'v[!]', true],
    ['a.b', 'a.b', true],
    ['axb', 'a.b', false],
    ['[', '[', true],
    ['a\\d', 'a\\d', true],
    ['', '*', true],
  ])('%j against %j is %j', (text, glob, fits) => {
    expect(fitsGlob(text, glob)).toBe(fits);
  });

  it('without special characters fits itself and nothing else', () => {
    const plain = fc.string({ unit: 'binary' }).filter((text) => !/[*?[]/.test(text));
    fc.assert(fc.property(plain, plain, (one, other) => fitsGlob(one, other) === (one === other)));
  });

  it('is never a fault, and answers in linear time', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ unit: fc.constantFrom('*', '?', '[', ']', '!', '-', 'a', '\\') }),
        (text, glob) => {
          try {
            expect(typeof fitsGlob(text, glob)).toBe('boolean');
          } catch (fault) {
            throw new Error(`${glob} is a fault`, { cause: fault });
          }
        },
      ),
    );
    expect(fitsGlob('a'.repeat(5_000), `${'*a'.repeat(100)}b`)).toBe(false);
  });
});

describe('claim rules', () => {
  const claims = { repository: 'acme/shop', groups: ['dev', 'ops'], protected: true, run: 7, nothing: null };
  it.each([
    ['none', [], true],
    ['one that fits', [{ claim: 'repository', values: ['x', 'acme/*'] }], true],
    [
      'one of two that does not fit',
      [
        { claim: 'repository', values: ['acme/*'] },
        { claim: 'run', values: ['8'] },
      ],
      false,
    ],
    ['a list with a member that fits', [{ claim: 'groups', values: ['ops'] }], true],
    ['a boolean', [{ claim: 'protected', values: ['True'] }], true],
    ['a number', [{ claim: 'run', values: ['7'] }], true],
    ['a claim that is null', [{ claim: 'nothing', values: ['*'] }], false],
    ['a claim that is not there', [{ claim: 'ref', values: ['*'] }], false],
    ['a name that every object has', [{ claim: 'constructor', values: ['*'] }], false],
  ])('%s', (_, rules, fits) => {
    expect(fitsRules(claims, rules)).toBe(fits);
  });
});
