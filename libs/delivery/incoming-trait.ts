/** What a trait may be once it has been read. */
export type TraitValue = string | number | boolean | null;

/** A trait as a request carries it; null deletes it. */
export interface IncomingTrait {
  readonly key: string;
  readonly value: TraitValue;
  readonly transient: boolean;
}
