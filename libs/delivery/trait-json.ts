import type { AnsweredTrait } from './identity-evaluation.js';

/** A trait as SDKs are told of it. */
export function traitJson({ id, key, value, transient }: AnsweredTrait): string {
  return JSON.stringify({ id, trait_key: key, trait_value: value, transient });
}
