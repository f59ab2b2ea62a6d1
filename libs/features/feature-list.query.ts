import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '#platform/database';
import type { PageRequest } from '#platform/http';
import type { Project } from '#projects';
import type { FeatureDto, InEnvironmentFacts } from './feature.dto.js';
import { toFeature } from './feature.dto.js';
import { Feature } from './feature.entity.js';
import { tagIds, type FeatureListFilters } from './feature-list.filters.js';
import { scalarOf, type FlagValue } from './flag-value.js';

interface StateRow extends FlagValue {
  id: number;
  featureId: number;
  environmentId: number;
  enabled: boolean;
  overrides: number;
  segmentOverrides: number;
}

/** The list of a project's features: which ones and in which order is decided in SQL, a page at a time. */
@Injectable()
export class FeatureListQuery {
  constructor(private readonly database: Database) {}

  async page(
    project: Project,
    filters: FeatureListFilters,
    page: PageRequest,
  ): Promise<{ count: number; results: FeatureDto[] }> {
    const { search, is_archived, type, environment, sort_field, sort_direction, tags, tag_strategy } = filters;
    const oneOfTags = tag_strategy === 'UNION';
    const parameters = [project.id, search ?? null, is_archived ?? null, type ?? null, tagIds(tags), oneOfTags];
    const [total] = await this.database.query<{ count: number }>(
      `select count(*)::int as count ${MATCHING}`,
      parameters,
    );
    const count = total?.count ?? 0;
    const { skip, take } = page.window(count);
    const order = `${sort_field === 'name' ? 'name' : 'created_date'} ${sort_direction === 'DESC' ? 'desc' : 'asc'}, id`;
    const ids = await this.database.query<{ id: number }>(
      `select id ${MATCHING} order by ${order} limit ${take} offset ${skip}`,
      parameters,
    );
    const features = await this.load(ids.map(({ id }) => id));
    const facts = environment === undefined ? undefined : await this.factsIn(project, environment, features);
    return { count, results: features.map((feature) => toFeature(feature, facts?.get(feature.id))) };
  }

  /** The features in the order of their ids in the list. */
  private async load(ids: number[]): Promise<Feature[]> {
    const rows = await this.database.manager.find(Feature, {
      where: { id: In(ids) },
      relations: { options: true, owners: true, tags: true },
      relationLoadStrategy: 'query',
      order: { options: { id: 'ASC' }, tags: { id: 'ASC' } },
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  private async factsIn(
    project: Project,
    environment: number,
    features: Feature[],
  ): Promise<Map<number, InEnvironmentFacts>> {
    const rows = await this.database.query<StateRow>(STATES, [environment, project.id, features.map(({ id }) => id)]);
    return new Map(
      rows.map((row) => [
        row.featureId,
        {
          state: {
            id: row.id,
            feature_state_value: scalarOf(row),
            environment: row.environmentId,
            identity: null,
            feature_segment: null,
            enabled: row.enabled,
          },
          identityOverrides: row.overrides,
          segmentOverrides: row.segmentOverrides,
        },
      ]),
    );
  }
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
    end)`;
const STATES = `
  select s.id, s.feature_id as "featureId", s.environment_id as "environmentId", s.enabled, s.type,
    s.string_value as "stringValue", s.integer_value as "integerValue", s.boolean_value as "booleanValue",
    (select count(*)::int from feature_state o
      where o.environment_id = s.environment_id and o.feature_id = s.feature_id and o.identity_id is not null) as overrides,
    (select count(*)::int from feature_segment fs
      where fs.environment_id = s.environment_id and fs.feature_id = s.feature_id
        and fs.environment_feature_version is not distinct from s.environment_feature_version) as "segmentOverrides"
  from live_feature_state l join feature_state s on s.id = l.id
  join environment e on e.id = s.environment_id and e.project_id = $2
  where l.environment_id = $1 and s.feature_segment_id is null and l.feature_id = any($3)`;
