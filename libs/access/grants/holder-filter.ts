import { Invalid } from '#platform/errors';
import { INT32_MAX } from '#platform/http';

/** @throws Invalid for what no id looks like */
export function readChoice(field: string, text: string): number {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(id <= INT32_MAX)) throw invalidChoice(field);
  return id;
}

/** Somebody or something to filter by that is not there, or of another organisation. */
export function invalidChoice(field: string): Invalid {
  return Invalid.field(field, 'Select a valid choice. That choice is not one of the available choices.');
}
