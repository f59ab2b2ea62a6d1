import * as fc from 'fast-check';
import { changesBetween, mergeVersions, type Content } from './version-merge.js';

/** `version('hello', [7, 'pro'], [8, 'old'])`: the default, then the overrides by priority. */
const version = (base: string | null, ...overrides: [number, string][]): Content[] => [
  ...(base === null ? [] : [content(null, base, null)]),
  ...overrides.map(([segment, value], place) => content(segment, value, place)),
];
const content = (segmentId: number | null, fingerprint: string, priority: number | null): Content => ({
  segmentId,
  featureSegmentId: segmentId,
  priority,
  stateId: 1,
  fingerprint,
});

describe('mergeVersions', () => {
  it('takes what the other one has changed, made and removed', () => {
    const base = version('a', [1, 'x'], [2, 'y']);
    const merge = mergeVersions(base, version('b', [2, 'y'], [3, 'z']), base);
    expect(merge).toEqual({ take: [null, 1, 3], order: [2, 3], conflicts: [], orderConflicts: false });
  });

  it('keeps what only this one has changed', () => {
    const base = version('a', [1, 'x']);
    const mine = version('b', [2, 'z'], [1, 'x']);
    expect(mergeVersions(base, base, mine)).toEqual({
      take: [],
      order: [2, 1],
      conflicts: [],
      orderConflicts: false,
    });
  });

  it('finds what both have changed, each in its way, and nothing in the same change', () => {
    const base = version('a', [1, 'x'], [2, 'y']);
    expect(mergeVersions(base, version('b', [2, 'y']), version('c', [1, 'w'], [2, 'y'])).conflicts).toEqual([null, 1]);
    expect(mergeVersions(base, version('b', [2, 'y']), version('b', [2, 'y']))).toMatchObject({
      take: [],
      conflicts: [],
    });
  });

  it('takes the order of who has changed it, and finds where both have', () => {
    const base = version('a', [1, 'x'], [2, 'y'], [3, 'z']);
    const moved = version('a', [3, 'z'], [1, 'x'], [2, 'y']);
    const otherwise = version('a', [2, 'y'], [1, 'x'], [3, 'z']);
    expect(mergeVersions(base, moved, base)).toMatchObject({ order: [3, 1, 2], orderConflicts: false });
    expect(mergeVersions(base, base, moved)).toMatchObject({ order: [3, 1, 2], orderConflicts: false });
    expect(mergeVersions(base, moved, moved)).toMatchObject({ order: [3, 1, 2], orderConflicts: false });
    expect(mergeVersions(base, moved, otherwise)).toMatchObject({ orderConflicts: true });
  });

  it('brings a version that was left alone to exactly the other one', () => {
    const any = fc
      .tuple(
        fc.option(fc.constantFrom('a', 'b', 'c')),
        fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('x', 'y')), {
          selector: ([key]) => key,
        }),
      )
      .map(([base, overrides]) => version(base, ...overrides));
    fc.assert(
      fc.property(any, any, (base, from) => {
        const { take, order, conflicts, orderConflicts } = mergeVersions(base, from, base);
        const taken = new Set(take);
        const kept = [
          ...base.filter(({ segmentId }) => !taken.has(segmentId)),
          ...from.filter(({ segmentId }) => taken.has(segmentId)),
        ];
        const result = kept.map((one) => ({
          ...one,
          priority: one.segmentId === null ? null : order.indexOf(one.segmentId),
        }));
        const sorted = (list: Content[]) =>
          list.toSorted((one, other) => (one.priority ?? -1) - (other.priority ?? -1));
        expect({ result: sorted(result), conflicts, orderConflicts }).toEqual({
          result: sorted(from),
          conflicts: [],
          orderConflicts: false,
        });
      }),
    );
  });
});

describe('changesBetween', () => {
  it('tells what changed from what only moved', () => {
    const before = version('a', [1, 'x'], [2, 'y']);
    const changes = changesBetween(before, version('a', [2, 'y'], [1, 'w'], [3, 'z']));
    expect(changes.map(({ key, changed, moved }) => ({ key, changed, moved }))).toEqual([
      { key: 1, changed: true, moved: true },
      { key: 2, changed: false, moved: true },
      { key: 3, changed: true, moved: false },
    ]);
    expect(changesBetween(before, before)).toEqual([]);
  });
});
