import type { Float } from '#evaluation';
import { INT32_MAX } from '#platform/http';

/** In characters, and for whole numbers either side of 0. */
export const LIMITS = { identifier: 2_000, key: 200, text: 2_000, integer: INT32_MAX } as const;

/** What a trait may be once it has been read; a float with a whole value is a `Float`. */
export type TraitValue = string | number | boolean | Float | null;

/** A trait as a request carries it; null deletes it. */
export interface IncomingTrait {
  readonly key: string;
  readonly value: TraitValue;
  readonly transient: boolean;
}
