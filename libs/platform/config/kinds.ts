/** How the text of an environment variable becomes a value, and how the reference describes it. */
export interface Kind<T> {
  readonly name: string;
  /** Throws an `Error` whose message finishes the sentence "NAME must be …". */
  read(text: string): T;
  readonly secret?: boolean;
  /** A value as one would set it; `String` where that is not given. */
  write?(value: T): string;
}

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

export const text: Kind<string> = { name: 'text', read: (value) => value };

/** Text that never appears in logs or messages; `NAME_FILE` may name a file that holds it. */
export const secret: Kind<string> = { name: 'secret', secret: true, read: (value) => value };

export const toggle: Kind<boolean> = {
  name: 'true or false',
  read(value) {
    const known = /^(true|1|yes|on)$/i.test(value) || /^(false|0|no|off)$/i.test(value);
    must(known, 'true or false');
    return /^(true|1|yes|on)$/i.test(value);
  },
};

/** A whole number in a range, both ends included. */
export function integer(least: number, most: number): Kind<number> {
  return {
    name: `number ${least} to ${most}`,
    read(value) {
      const number = Number(value);
      must(/^-?\d+$/.test(value) && number >= least && number <= most, `a whole number from ${least} to ${most}`);
      return number;
    },
  };
}

export const port: Kind<number> = { ...integer(1, 65_535), name: 'port' };

/** One of a few words. */
export function choice<const T extends string>(...words: T[]): Kind<T> {
  return {
    name: words.join(' | '),
    read(value) {
      const word = words.find((one) => one === value);
      must(word !== undefined, `one of ${words.join(', ')}`);
      return word;
    },
  };
}

/** A URL with one of the given schemes. It may carry a password, so it is treated as a secret where `hidden`. */
export function url(schemes: string[], hidden = false): Kind<string> {
  return {
    name: `URL (${schemes.join(', ')})`,
    secret: hidden,
    read(value) {
      const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1]?.toLowerCase();
      const valid = scheme !== undefined && schemes.includes(scheme) && isUrl(value, scheme);
      must(valid, `a URL that begins with ${schemes.map((one) => `${one}://`).join(' or ')}`);
      return value;
    },
  };
}

function isUrl(value: string, scheme: string): boolean {
  if (URL.canParse(value)) return true;
  // postgres://user@/database?host=/socket has no host, which the URL parser refuses for no good reason
  return (
    scheme.startsWith('postgres') && URL.canParse(value.replace('@/', '@localhost/').replace(':///', '://localhost/'))
  );
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** A span of time such as `250ms`, `30s`, `5m`, `2h`, `7d`; the value is in milliseconds. */
export const duration: Kind<number> = {
  name: 'duration (ms, s, m, h, d)',
  read(value) {
    const [, count, unit = ''] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(value) ?? [];
    const factor = UNITS.get(unit);
    must(count !== undefined && factor !== undefined, 'a duration such as 500ms, 30s, 5m, 2h or 7d');
    return Number(count) * factor;
  },
  write(value) {
    const [unit, factor] = [...UNITS].reverse().find(([, size]) => value % size === 0) ?? ['ms', 1];
    return `${value / factor}${unit}`;
  },
};

/** So many in a period of milliseconds. */
export interface Rate {
  readonly limit: number;
  readonly period: number;
}

const PERIODS: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** `20/min`, `5/hour`, `500/day`: as Flagsmith writes its throttle rates, where only the period's first letter counts. */
export const rate: Kind<Rate> = {
  name: 'rate (number/period)',
  read(value) {
    const [, count, letter = ''] = /^(\d{1,9})\/([smhd])[a-z]*$/.exec(value) ?? [];
    const period = PERIODS.get(letter);
    must(count !== undefined && period !== undefined, 'a rate such as 20/min, 100/hour or 500/day');
    return { limit: Number(count), period };
  },
  write({ limit, period }) {
    const words = new Map([
      [1_000, 'sec'],
      [60_000, 'min'],
      [3_600_000, 'hour'],
      [86_400_000, 'day'],
    ]);
    return `${limit}/${words.get(period) ?? 'day'}`;
  },
};
