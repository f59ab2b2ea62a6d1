import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';

/** What owns a feature: a person or a group. */
export type OwnerKind = 'user' | 'group';

@Injectable()
export class FeatureOwnerRepository {
  constructor(private readonly database: Database) {}

  /** Who owns it already goes on to. */
  async add(kind: OwnerKind, featureId: number, ids: readonly number[]): Promise<void> {
    await this.database.query(ADD[kind], [featureId, ids]);
  }

  async remove(kind: OwnerKind, featureId: number, ids: readonly number[]): Promise<void> {
    await this.database.query(REMOVE[kind], [featureId, ids]);
  }

  /** Whether anybody owns it. */
  async hasAny(featureId: number): Promise<boolean> {
    return (await this.database.query(ANY, [featureId])).length > 0;
  }
}

const ADD = {
  user: `insert into feature_owner (feature_id, user_id) select $1, unnest($2::int[]) on conflict do nothing`,
  group: `insert into feature_group_owner (feature_id, group_id) select $1, unnest($2::int[]) on conflict do nothing`,
};
const REMOVE = {
  user: 'delete from feature_owner where feature_id = $1 and user_id = any($2)',
  group: 'delete from feature_group_owner where feature_id = $1 and group_id = any($2)',
};
const ANY = `
  select 1 from feature_owner where feature_id = $1
  union all select 1 from feature_group_owner where feature_id = $1 limit 1`;
