import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { Described } from '../content-types.js';
import type { FieldType } from '../fields/metadata-field.entity.js';
import type { MetadataDto, WriteMetadataDto } from './metadata-value.dto.js';

/** A field that things of one kind have in a project. */
export interface ApplicableField {
  readonly id: number;
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
}

/** What is written down about single things. */
@Injectable()
export class MetadataValueRepository {
  constructor(private readonly database: Database) {}

  applicable(kind: Described, projectId: number): Promise<ApplicableField[]> {
    return this.database.query<ApplicableField>(APPLICABLE, [kind, projectId]);
  }

  /** By the id of the thing. */
  async of(kind: Described, ids: readonly number[]): Promise<Map<number, MetadataDto[]>> {
    const rows = await this.database.query<MetadataDto & { about: number }>(VALUES[kind], [ids]);
    const found = new Map<number, MetadataDto[]>();
    for (const { about, ...value } of rows) found.set(about, [...(found.get(about) ?? []), value]);
    return found;
  }

  /** In place of what there was. */
  async replace(kind: Described, id: number, values: readonly WriteMetadataDto[]): Promise<void> {
    const fields = values.map(({ model_field }) => model_field);
    await this.database.query(REMOVE[kind], [id, fields]);
    if (values.length > 0) await this.database.query(PUT[kind], [id, fields, values.map((one) => one.field_value)]);
  }
}

const APPLICABLE = `
  select m.id, f.name, f.type,
    exists (select from metadata_requirement r where r.model_field_id = m.id
      and (r.organisation_id = p.organisation_id or r.project_id = p.id))
    and (f.project_id is not null or not exists (
      select from metadata_field own where own.project_id = p.id and own.name = f.name)) as required
  from project p
  join metadata_field f on f.organisation_id = p.organisation_id and (f.project_id is null or f.project_id = p.id)
  join metadata_model_field m on m.field_id = f.id and m.model = $1
  where p.id = $2 order by m.id`;

function eachKind(sql: (column: string) => string): Readonly<Record<Described, string>> {
  return { environment: sql('environment_id'), feature: sql('feature_id'), segment: sql('segment_id') };
}

const VALUES = eachKind(
  (column) => `
    select ${column} as about, id, model_field_id as model_field, field_value
    from metadata_value where ${column} = any($1::int[]) order by id`,
);
const REMOVE = eachKind(
  (column) => `delete from metadata_value where ${column} = $1 and model_field_id <> all($2::int[])`,
);
const PUT = eachKind(
  (column) => `
    insert into metadata_value (${column}, model_field_id, field_value)
    select $1, * from unnest($2::int[], $3::text[])
    on conflict (${column}, model_field_id) do update set field_value = excluded.field_value`,
);
