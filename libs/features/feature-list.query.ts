import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { MetadataService } from '#metadata';
import { Database } from '#platform/database';
import { Invalid } from '#platform/errors';
import type { PageRequest } from '#platform/http';
import type { Project } from '#projects';
import type { FeatureDto, InEnvironmentFacts, ListedStateDto } from './feature.dto.js';
import { CodeReferenceRepository } from './code-references/code-reference.repository.js';
import { toFeature } from './feature.dto.js';
import { Feature } from './feature.entity.js';
import { idsIn, tagIds, type FeatureListFilters } from './feature-list.filters.js';
import { scalarOf, type FlagValue } from './flag-value.js';

interface StateRow extends FlagValue {
  id: number;
  featureId: number;
  environmentId: number;
  featureSegmentId: number | null;
  enabled: boolean;
  overrides: number;
  segmentOverrides: number;
}

/** The list of a project's features: which ones and in which order is decided in SQL, a page at a time. */
@Injectable()
export class FeatureListQuery {
  constructor(
    private readonly database: Database,
    private readonly metadata: MetadataService,
    private readonly references: CodeReferenceRepository,
  ) {}

  async page(
    project: Project,
    filters: FeatureListFilters,
    page: PageRequest,
  ): Promise<{ count: number; results: FeatureDto[] }> {
    const { environment, segment, identity, sort_field, sort_direction } = filters;
    const parameters = parametersOf(project, filters);
    const [total] = await this.database.query<{ count: number }>(
      `select count(*)::int as count ${MATCHING}`,
      parameters,
    );
    const count = total?.count ?? 0;
    const { skip, take } = page.window(count);
    const first = `${OVERRIDDEN_BY_IDENTITY} desc, ${OVERRIDDEN_BY_SEGMENT} desc`;
    const order = `${first}, ${sort_field === 'name' ? 'name' : 'created_date'} ${sort_direction === 'DESC' ? 'desc' : 'asc'}, id`;
    const ids = await this.database.query<{ id: number }>(
      `select id ${MATCHING} order by ${order} limit ${take} offset ${skip}`,
      [...parameters, identity ?? null, segment ?? null],
    );
    const features = await this.load(ids.map(({ id }) => id));
    const facts = environment === undefined ? undefined : await this.factsIn(project, environment, segment, features);
    return { count, results: features.map((feature) => toFeature(feature, facts?.get(feature.id))) };
  }

  /** The features in the order of their ids in the list. */
  private async load(ids: number[]): Promise<Feature[]> {
    const rows = await this.database.manager.find(Feature, {
      where: { id: In(ids) },
      relations: { options: true, owners: true, groupOwners: true, tags: true },
      relationLoadStrategy: 'query',
      order: { options: { id: 'ASC' }, owners: { id: 'ASC' }, groupOwners: { id: 'ASC' }, tags: { id: 'ASC' } },
    });
    await this.metadata.load('feature', rows);
    const references = await this.references.counts(ids);
    for (const row of rows) row.codeReferences = references.get(row.id) ?? [];
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  private async factsIn(
    project: Project,
    environment: number,
    segment: number | undefined,
    features: Feature[],
  ): Promise<Map<number, InEnvironmentFacts>> {
    const ids = features.map(({ id }) => id);
    const rows = await this.database.query<StateRow>(STATES, [environment, project.id, ids, segment ?? null]);
    const ofSegment = new Map(rows.filter(({ featureSegmentId }) => featureSegmentId !== null).map(byFeature));
    const defaults = rows.filter(({ featureSegmentId }) => featureSegmentId === null);
    return new Map(
      defaults.map((row) => {
        const state = ofSegment.get(row.featureId);
        const facts = {
          state: toListedState(row),
          segmentState: state ? toListedState(state) : null,
          identityOverrides: row.overrides,
          segmentOverrides: row.segmentOverrides,
        };
        return [row.featureId, facts];
      }),
    );
  }
}

const byFeature = (row: StateRow): [number, StateRow] => [row.featureId, row];

function toListedState(row: StateRow): ListedStateDto {
  return {
    id: row.id,
    feature_state_value: scalarOf(row),
    environment: row.environmentId,
    identity: null,
    feature_segment: row.featureSegmentId,
    enabled: row.enabled,
  };
}

/** @throws Invalid for what is about states, without an environment */
function parametersOf(project: Project, filters: FeatureListFilters): unknown[] {
  const { search, is_archived, type, environment, tags, tag_strategy, is_enabled, value_search } = filters;
  if (environment === undefined && (is_enabled !== undefined || value_search))
    throw Invalid.list('Environment is required in order to filter by state search or by state enabled');
  return [
    project.id,
    search ?? null,
    is_archived ?? null,
    type ?? null,
    tagIds(tags),
    tag_strategy === 'UNION',
    environment ?? null,
    is_enabled ?? null,
    value_search || null,
    idsIn(filters.owners, 'owners', 'Owner IDs must be integers.'),
    idsIn(filters.group_owners, 'group_owners', 'Group owner IDs must be integers.'),
  ];
}

const MATCHING = `
  from feature where project_id = $1 and deleted_at is null
    and ($2::text is null or position(lower($2) in lower(name)) > 0)
    and ($3::boolean is null or is_archived = $3)
    and ($4::text is null or type = $4)
    and ($5::int[] is null or case
      when cardinality($5::int[]) = 0 then not exists (select 1 from feature_tag t where t.feature_id = feature.id)
      when $6 then exists (select 1 from feature_tag t where t.feature_id = feature.id and t.tag_id = any($5))
      else (select count(*) from feature_tag t where t.feature_id = feature.id and t.tag_id = any($5)) = cardinality($5)
    end)
    and (($8::boolean is null and $9::text is null) or exists (
      select 1 from live_feature_state l join feature_state s on s.id = l.id
      where l.environment_id = $7 and l.feature_id = feature.id and s.feature_segment_id is null
        and ($8 is null or s.enabled = $8)
        and ($9 is null or case s.type
          when 'int' then case when $9 ~ '^[0-9]{1,10}$' then s.integer_value = $9::bigint else false end
          when 'bool' then s.boolean_value = (lower($9) = 'true') and lower($9) in ('true', 'false')
          else position(lower($9) in lower(s.string_value)) > 0 end)))
    and (($10::int[] is null and $11::int[] is null)
      or exists (select 1 from feature_owner o where o.feature_id = feature.id and o.user_id = any($10))
      or exists (select 1 from feature_group_owner o where o.feature_id = feature.id and o.group_id = any($11)))`;
const OVERRIDDEN_BY_IDENTITY = `
  exists (select 1 from feature_state s where s.feature_id = feature.id and s.identity_id = $12::int)`;
const OVERRIDDEN_BY_SEGMENT = `
  exists (
    select 1 from live_feature_state l join feature_state s on s.id = l.id join feature_segment r on r.id = s.feature_segment_id
    where l.environment_id = $7 and l.feature_id = feature.id and r.segment_id = $13::int)`;
const STATES = `
  select s.id, s.feature_id as "featureId", s.environment_id as "environmentId",
    s.feature_segment_id as "featureSegmentId", s.enabled, s.type,
    s.string_value as "stringValue", s.integer_value as "integerValue", s.boolean_value as "booleanValue",
    (select count(*)::int from feature_state o
      where o.environment_id = s.environment_id and o.feature_id = s.feature_id and o.identity_id is not null) as overrides,
    (select count(*)::int from feature_segment fs
      where fs.environment_id = s.environment_id and fs.feature_id = s.feature_id
        and fs.environment_feature_version is not distinct from s.environment_feature_version) as "segmentOverrides"
  from live_feature_state l join feature_state s on s.id = l.id
  join environment e on e.id = s.environment_id and e.project_id = $2
  left join feature_segment r on r.id = s.feature_segment_id
  where l.environment_id = $1 and l.feature_id = any($3) and (s.feature_segment_id is null or r.segment_id = $4::int)`;
