import fc from 'fast-check';
import { backoff } from './backoff.js';

describe('backoff', () => {
  it('doubles', () => {
    const longest = [1, 2, 3, 4].map((failures) => backoff(failures, 2_000, () => 1));
    expect(longest).toEqual([2_000, 4_000, 8_000, 16_000]);
  });

  it('is at least half of what it is at most', () => {
    expect(backoff(3, 2_000, () => 0)).toBe(4_000);
  });

  it('never exceeds ten minutes, unless the first wait does', () => {
    expect(backoff(50, 2_000, () => 1)).toBe(600_000);
    expect(backoff(2, 3_600_000, () => 1)).toBe(3_600_000);
  });

  it('is a sane number for any number of failures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 60_000 }), (failures, first) => {
        const wait = backoff(failures, first);
        expect(wait).toBeGreaterThanOrEqual(Math.floor(first / 2));
        expect(wait).toBeLessThanOrEqual(600_000);
      }),
    );
  });
});
