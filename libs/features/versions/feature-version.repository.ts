import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Database } from '#platform/database';
import type { PageRequest } from '#platform/http';
import { FeatureVersion } from './feature-version.entity.js';

/** Where versions follow each other. */
export interface VersionLine {
  readonly environmentId: number;
  readonly featureId: number;
}

@Injectable()
export class FeatureVersionRepository {
  constructor(private readonly database: Database) {}

  async byUuid(uuid: string): Promise<FeatureVersion | undefined> {
    if (!isUUID(uuid)) return undefined;
    const [row] = await this.select('where uuid = $1', [uuid]);
    return row;
  }

  async find({ environmentId, featureId }: VersionLine, uuid: string): Promise<FeatureVersion | undefined> {
    const version = await this.byUuid(uuid);
    return version?.environmentId === environmentId && version.featureId === featureId ? version : undefined;
  }

  /** Drafts first, then what was or will be live last; a page of them. */
  async page(
    { environmentId, featureId }: VersionLine,
    live: boolean | undefined,
    page: PageRequest,
  ): Promise<[FeatureVersion[], number]> {
    const where = `where environment_id = $1 and feature_id = $2 and ($3::boolean is null or ${IS_LIVE} = $3)`;
    const parameters = [environmentId, featureId, live ?? null];
    const [total] = await this.database.query<{ count: number }>(
      `select count(*)::int as count from environment_feature_version ${where}`,
      parameters,
    );
    const count = total?.count ?? 0;
    const { skip, take } = page.window(count);
    const order = 'order by live_from desc nulls first, created_at desc, uuid';
    return [await this.select(`${where} ${order} limit ${take} offset ${skip}`, parameters), count];
  }

  /** The version that counts at a moment, now where none is given. */
  async at({ environmentId, featureId }: VersionLine, moment: Date | null = null): Promise<FeatureVersion | undefined> {
    const [row] = await this.select(
      `where environment_id = $1 and feature_id = $2 and published_at is not null
         and live_from <= coalesce($3::timestamptz, statement_timestamp())
       order by live_from desc limit 1`,
      [environmentId, featureId, moment],
    );
    return row;
  }

  /** The published one that is live before this one is, or would be. */
  async before(version: FeatureVersion): Promise<FeatureVersion | undefined> {
    const [row] = await this.select(
      `where environment_id = $1 and feature_id = $2 and published_at is not null and uuid <> $3
         and live_from < coalesce((select live_from from environment_feature_version where uuid = $3), statement_timestamp())
       order by live_from desc limit 1`,
      [version.environmentId, version.featureId, version.uuid],
    );
    return row;
  }

  /** The published ones that are live after this one is, the next first. */
  async after({ environmentId, featureId, uuid }: FeatureVersion): Promise<FeatureVersion[]> {
    return this.select(
      `where environment_id = $1 and feature_id = $2 and published_at is not null
         and live_from > (select live_from from environment_feature_version where uuid = $3) order by live_from`,
      [environmentId, featureId, uuid],
    );
  }

  /** A draft without states. */
  async create(
    { environmentId, featureId }: VersionLine,
    facts: { description: string | null; liveFrom: Date | null; createdById: number | null; basedOn: string | null },
  ): Promise<FeatureVersion> {
    const [row] = await this.database.query<FeatureVersion>(
      `insert into environment_feature_version (environment_id, feature_id, description, live_from, created_by_id, based_on)
       values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
      [environmentId, featureId, facts.description, facts.liveFrom, facts.createdById, facts.basedOn],
    );
    return toVersion(row);
  }

  /**
   * Makes it count from a moment on, now where none is given, and in any case after the one that counts now: what somebody
   * publishes is seen.
   */
  async publish(version: FeatureVersion, liveFrom: Date | null, publishedById: number | null): Promise<FeatureVersion> {
    const { uuid, environmentId, featureId } = version;
    const [row] = await this.database.query<{ uuid: string }>(PUBLISH, [
      uuid,
      environmentId,
      featureId,
      liveFrom,
      publishedById,
    ]);
    return toVersion(row && (await this.byUuid(row.uuid)));
  }

  /** Takes a version back whose moment has not come. */
  async withdraw({ uuid }: FeatureVersion): Promise<void> {
    await this.database.query('update environment_feature_version set published_at = null where uuid = $1', [uuid]);
    await this.database.query('delete from scheduled_change where environment_feature_version = $1', [uuid]);
  }

  async setBase({ uuid }: FeatureVersion, base: string | null): Promise<void> {
    await this.database.query('update environment_feature_version set based_on = $2 where uuid = $1', [uuid, base]);
  }

  /** Whatever was begun from one version counts as begun from another. */
  async rebase({ uuid }: FeatureVersion, onto: string | null): Promise<void> {
    await this.database.query('update environment_feature_version set based_on = $2 where based_on = $1', [uuid, onto]);
  }

  async remove({ uuid }: FeatureVersion): Promise<void> {
    await this.database.query('delete from environment_feature_version where uuid = $1', [uuid]);
  }

  /** Moves its date of change on. */
  async touch({ uuid }: FeatureVersion): Promise<void> {
    await this.database.query('update environment_feature_version set updated_at = now() where uuid = $1', [uuid]);
  }

  private async select(rest: string, parameters: readonly unknown[]): Promise<FeatureVersion[]> {
    const rows = await this.database.query<FeatureVersion>(
      `select ${COLUMNS} from environment_feature_version ${rest}`,
      parameters,
    );
    return rows.map(toVersion);
  }
}

function toVersion(row: FeatureVersion | undefined): FeatureVersion {
  if (!row) throw new Error('a version is gone that was just written');
  return Object.assign(new FeatureVersion(), row);
}

const IS_LIVE = '(published_at is not null and live_from <= statement_timestamp())';
const COLUMNS = `
  uuid, environment_id as "environmentId", feature_id as "featureId", description, created_at as "createdAt",
  updated_at as "updatedAt", created_by_id as "createdById", published_at as "publishedAt", live_from as "liveFrom",
  published_by_id as "publishedById", based_on as "basedOn", ${IS_LIVE} as "isLive"`;

// clock_timestamp: the transaction may have begun before that of the version before
const PUBLISH = `
  with wanted as (select coalesce($4::timestamptz, clock_timestamp()) as moment), others as (
    select live_from + interval '1 microsecond' as moment from environment_feature_version, wanted
    where environment_id = $2 and feature_id = $3 and published_at is not null and uuid <> $1 and (
      live_from <= clock_timestamp()
      or live_from >= wanted.moment and live_from < wanted.moment + interval '1 millisecond')), published as (
    update environment_feature_version
    set published_at = clock_timestamp(), updated_at = clock_timestamp(), published_by_id = $5,
      live_from = greatest((select moment from wanted), (select max(moment) from others))
    where uuid = $1 returning uuid)
  select uuid from published`;
