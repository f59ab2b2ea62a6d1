import { knownEvents } from './domain-event.js';
import { firstSentences } from './first-sentences.js';

/** One row of the events reference. */
export interface EventDescription {
  readonly name: string;
  readonly type: string;
  /** Jobs by their name, `@Within` methods as `Class.method`. */
  readonly listeners: readonly string[];
  readonly about: string;
}

/**
 * Every event that this process knows.
 * @param sources the folder whose TSDoc tells what they mean
 */
export function describeEvents(sources: string): EventDescription[] {
  const sentences = firstSentences(sources);
  return knownEvents().map(({ event: { name, type }, listeners }) => ({
    name,
    type,
    listeners,
    about: sentences.get(name) ?? '',
  }));
}
