import { bucket } from './hashing.js';

/** All texts that are hashed together with an identity's key, and their percentages for the identity at hand. */
export class SeedTable {
  readonly #seeds: string[] = [];
  readonly #places = new Map<string, number>();
  #key: string | undefined;

  /** The place of a seed; equal seeds share one. */
  add(seed: string): number {
    const place = this.#places.get(seed) ?? this.#seeds.push(seed) - 1;
    this.#places.set(seed, place);
    return place;
  }

  /** Turns to another identity; one without a key falls into no bucket. */
  load(key: string | undefined): void {
    this.#key = key;
  }

  /** reference: §1.8; NaN without an identity. */
  percentage(place: number): number {
    return this.#key ? bucket([this.#seeds[place] ?? '', this.#key]) : NaN;
  }
}
