import { Injectable } from '@nestjs/common';
import { compileEnvironment } from '#evaluation';
import { Database } from '#platform/database';
import { compilableSegment } from './compilable-segment.js';
import { Segment } from './segment.entity.js';
import { traitsFrom, type StoredTraits } from './stored-traits.js';

interface IdentityRow {
  readonly id: number;
  readonly identifier: string;
  readonly traits: StoredTraits;
  readonly apiKey: string;
  readonly environmentName: string;
  readonly useCompositeKey: boolean;
}

/** Which segments of its project an identity is in, by its stored traits. */
@Injectable()
export class IdentitySegmentsQuery {
  constructor(private readonly database: Database) {}

  /** Their ids; none for an identity that the project does not have. */
  async of(projectId: number, identityId: number): Promise<number[]> {
    const [identity] = await this.database.query<IdentityRow>(IDENTITY, [identityId, projectId]);
    if (!identity) return [];
    const segments = await this.database.manager.find(Segment, { where: { projectId }, order: { id: 'ASC' } });
    const { id, identifier, apiKey, environmentName, useCompositeKey, traits } = identity;
    const compiled = compileEnvironment({
      key: apiKey,
      name: environmentName,
      segments: segments.map(compilableSegment),
      features: [],
    });
    const matched = compiled.matchedSegments({
      identifier,
      key: useCompositeKey ? `${apiKey}_${identifier}` : String(id),
      traits: traitsFrom(traits),
    });
    return matched.flatMap((index) => segments[index]?.id ?? []);
  }
}

const IDENTITY = `
  select i.id, i.identifier, jsonb_strip_nulls(i.traits) as traits, e.api_key as "apiKey", e.name as "environmentName",
    e.use_identity_composite_key_for_hashing as "useCompositeKey"
  from identity i join environment e on e.id = i.environment_id
  where i.id = $1 and e.project_id = $2 and e.deleted_at is null`;
