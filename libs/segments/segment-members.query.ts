import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { compileEnvironment, type CompiledEnvironment } from '#evaluation';
import type { Environment } from '#environments';
import { Database } from '#platform/database';
import { compilableSegment } from './compilable-segment.js';
import type { SegmentMembersDto } from './segment-members.dto.js';
import type { Segment } from './segment.entity.js';
import { traitsFrom, type StoredTraits } from './stored-traits.js';

/** Identities that are read at once. */
const BATCH = 100;
/** Identities that one request looks at. */
const MOST_LOOKED_AT = 10_000;
/** How long one request looks, and how long before others get their turn. */
const MOST_MS = 2_000;
const TURN_MS = 10;

interface IdentityRow {
  readonly id: number;
  readonly identifier: string;
  /** Null: not what was searched for. */
  readonly traits: StoredTraits | null;
}

/** Where to begin, what to find, and how much of it. */
export interface MembersWanted {
  readonly after: string;
  /** Part of the identifier, in any case. */
  readonly search: string | null;
  readonly limit: number;
}

type Members = SegmentMembersDto['results'];

/** Which identities of an environment are in a segment, by their stored traits, in the order of their identifiers. */
@Injectable()
export class SegmentMembersQuery {
  constructor(private readonly database: Database) {}

  /** Looks at a bounded number of identities: where there may be more, `next_cursor` says where to go on, also after none. */
  async page(segment: Segment, environment: Environment, wanted: MembersWanted): Promise<SegmentMembersDto> {
    const look = lookFor(segment, environment);
    const results: Members = [];
    const end = performance.now() + MOST_MS;
    let { after } = wanted;
    for (let seen = 0; seen < MOST_LOOKED_AT && performance.now() < end; seen += BATCH) {
      const rows = await this.database.query<IdentityRow>(ROWS, [environment.id, after, wanted.search, BATCH]);
      let turn = performance.now();
      for (const row of rows) {
        if (performance.now() - turn > TURN_MS) turn = await nextTurn().then(() => performance.now());
        const member = look(row);
        // one more than asked for: there is a next page then, and it has something on it
        if (member && results.length === wanted.limit)
          return { results, next_cursor: results.at(-1)?.identifier ?? null };
        if (member) results.push(member);
      }
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return { results, next_cursor: null };
      after = last.identifier;
    }
    return { results, next_cursor: after };
  }
}

/** Tells a member from the others. */
function lookFor(
  segment: Segment,
  { apiKey, name, useIdentityCompositeKeyForHashing }: Environment,
): (row: IdentityRow) => Members[number] | undefined {
  const compiled: CompiledEnvironment<never> = compileEnvironment<never>({
    key: apiKey,
    name,
    segments: [compilableSegment(segment)],
    features: [],
  });
  return ({ id, identifier, traits: stored }) => {
    if (!stored) return undefined;
    const traits = new Map(traitsFrom(stored));
    const composite = `${apiKey}_${identifier}`;
    const key = useIdentityCompositeKeyForHashing ? composite : String(id);
    if (compiled.matchedSegments({ identifier, key, traits }).length === 0) return undefined;
    return { identifier, identity_key: composite, traits };
  };
}

const ROWS = `
  select id, identifier,
    case when $3::text is null or position(lower($3) in lower(identifier)) > 0 then jsonb_strip_nulls(traits) end as traits
  from identity where environment_id = $1 and identifier > $2 order by identifier limit $4`;
