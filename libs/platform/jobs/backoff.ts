const LONGEST_MS = 10 * 60_000;

/**
 * Milliseconds between a failed attempt and the next: twice as long each time, up to ten minutes, and of that a random part
 * between half and all, so that what failed together does not come back together.
 * @param failures attempts so far
 */
export function backoff(failures: number, first: number, random: () => number = Math.random): number {
  const most = Math.min(first * 2 ** (failures - 1), Math.max(LONGEST_MS, first));
  return Math.round(most * (0.5 + random() / 2));
}
