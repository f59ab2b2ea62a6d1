import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { CodeReferencesCountDto, CreateScanDto, PlaceDto } from './code-reference.dto.js';

interface FoundIn {
  readonly url: string;
  readonly provider: string;
  readonly revision: string;
  readonly scannedAt: Date;
  readonly places: readonly PlaceDto[];
}

/** Where features are in code, as the last scan of each repository found them. */
@Injectable()
export class CodeReferenceRepository {
  constructor(private readonly database: Database) {}

  /** Scans of one repository come one after the other: the row of the repository is locked. */
  async record(projectId: number, scan: CreateScanDto & { vcs_provider: string }): Promise<Date> {
    const { repository_url, vcs_provider, revision, code_references } = scan;
    const [repository] = await this.database.query<{ id: number; at: Date }>(REPOSITORY, [
      projectId,
      repository_url,
      vcs_provider,
    ]);
    if (!repository) throw new Error('an upsert without a row');
    await this.database.query(PLACES, [repository.id, projectId, revision, JSON.stringify(code_references)]);
    return repository.at;
  }

  /** Repositories whose last scan found the feature. */
  async of(featureId: number): Promise<FoundIn[]> {
    return this.database.query<FoundIn>(FOUND, [featureId]);
  }

  /** By feature; of repositories that it was once found in. */
  async counts(featureIds: readonly number[]): Promise<Map<number, CodeReferencesCountDto[]>> {
    const rows = await this.database.query<{ id: number; url: string; count: number; scannedAt: Date; foundAt: Date }>(
      COUNTS,
      [featureIds],
    );
    const counts = new Map<number, CodeReferencesCountDto[]>();
    for (const { id, url, count, scannedAt, foundAt } of rows) {
      const dates = {
        last_successful_repository_scanned_at: withOffset(scannedAt),
        last_feature_found_at: withOffset(foundAt),
      };
      counts.set(id, [...(counts.get(id) ?? []), { repository_url: url, count, ...dates }]);
    }
    return counts;
  }
}

/** As these dates are written on the wire: with an offset. */
export const withOffset = (date: Date): string => date.toISOString().replace('Z', '+00:00');

const REPOSITORY = `
  insert into vcs_repository (project_id, url, vcs_provider, last_scanned_at) values ($1, $2, $3, clock_timestamp())
  on conflict on constraint vcs_repository_once
  do update set vcs_provider = excluded.vcs_provider, last_scanned_at = clock_timestamp()
  returning id, last_scanned_at as at`;
const PLACES = `
  insert into code_reference_scan (feature_id, repository_id, revision, found_at, places)
  select f.id, $1, $3, r.last_scanned_at,
    jsonb_agg(jsonb_build_object('file_path', p.file_path, 'line_number', p.line_number) order by p.place)
  from rows from (jsonb_to_recordset($4::jsonb) as (feature_name text, file_path text, line_number int))
    with ordinality as p (feature_name, file_path, line_number, place)
  join feature f on f.project_id = $2 and f.deleted_at is null and f.name = p.feature_name
  join vcs_repository r on r.id = $1
  group by f.id, r.last_scanned_at
  on conflict (feature_id, repository_id)
  do update set revision = excluded.revision, found_at = excluded.found_at, places = excluded.places`;
const FOUND = `
  select r.url, r.vcs_provider as provider, s.revision, r.last_scanned_at as "scannedAt", s.places
  from code_reference_scan s join vcs_repository r on r.id = s.repository_id and r.last_scanned_at = s.found_at
  where s.feature_id = $1 order by r.url`;
const COUNTS = `
  select s.feature_id as id, r.url, r.last_scanned_at as "scannedAt", s.found_at as "foundAt",
    case when r.last_scanned_at = s.found_at then jsonb_array_length(s.places) else 0 end as count
  from code_reference_scan s join vcs_repository r on r.id = s.repository_id
  where s.feature_id = any($1::int[]) order by s.feature_id, r.url`;
