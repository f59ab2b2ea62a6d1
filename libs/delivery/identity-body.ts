import type { Opened } from './environment-cache.js';
import type { EvaluatedFlags } from './identity-evaluation.js';

/** The answer of `/identities/`: a short head, and bytes that are ready. */
export function identityBody(
  { environment, side }: Opened,
  identifier: string,
  { pieces, traits }: EvaluatedFlags,
): Buffer[] {
  const shown = environment.row.hideSensitiveData ? '[]' : traits.json;
  const head = `{"identifier":${JSON.stringify(identifier)},"traits":${shown},"flags":[`;
  return [Buffer.from(head), ...environment.flagList(side).chunksOf(pieces)];
}
