import { Float, stringifyJson } from '#evaluation';
import type { AnsweredTrait } from './identity-evaluation.js';

/** A trait as SDKs are told of it; 4.0 is not 4. */
export function traitJson({ id, key, value, transient }: AnsweredTrait): string {
  const text = value instanceof Float ? stringifyJson(value) : JSON.stringify(value);
  return `{"id":${id},"trait_key":${JSON.stringify(key)},"trait_value":${text},"transient":${transient}}`;
}
