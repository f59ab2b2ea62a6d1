import { compareVersions, parseVersion } from './versions.js';

/** SemVer's own example of an order, with more of the same kind. */
const ASCENDING = [
  '0.0.1',
  '0.9.0',
  '0.10.0',
  '1.0.0-1',
  '1.0.0-2',
  '1.0.0-10',
  '1.0.0-Alpha',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '99999999999999999999.0.0',
  '99999999999999999999.0.1',
];

function order(left: string, right: string): number {
  const [one, other] = [parseVersion(left), parseVersion(right)];
  if (!one || !other) throw new Error('No version');
  return Math.sign(compareVersions(one, other));
}

describe('a version', () => {
  it('goes before another by SemVer 2.0', () => {
    for (const [index, left] of ASCENDING.entries()) {
      for (const [place, right] of ASCENDING.entries()) expect(order(left, right)).toBe(Math.sign(index - place));
    }
  });

  it('is not told apart by its build', () => expect(order('1.2.3+a', '1.2.3+b')).toBe(0));

  it.each(['v1.2.3', '1.2', '1.2.3.4', '01.2.3', '1.2.3-01', '1.2.3-', '1.2.3+', ' 1.2.3', '', '1.2.3-ä'])(
    'is not %j',
    (text) => expect(parseVersion(text)).toBeUndefined(),
  );
});
