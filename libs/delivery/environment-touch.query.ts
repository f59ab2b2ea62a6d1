import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { LocalChanges } from './local-changes.js';

type Of = 'id' | 'project_id' | 'organisation_id';

/** Moves on the dates of environments and tells every process, this one as soon as the transaction has committed. */
@Injectable()
export class EnvironmentTouch {
  constructor(
    private readonly database: Database,
    private readonly local: LocalChanges,
  ) {}

  async environments(of: Of, id: number): Promise<void> {
    const rows = await this.database.query<{ id: number }>(TOUCH[of], [id]);
    this.database.afterCommit(() => rows.forEach((row) => this.local.announce(row.id)));
  }
}

/** Locked in the order of ids, so that two changes of one project never wait for each other in a circle. */
const touching = (where: string): string => `
  with concerned as (
    select e.id from environment e where ${where} order by e.id for no key update
  ), touched as (
    update environment set updated_at = clock_timestamp() where id in (select id from concerned) returning id
  )
  select id, pg_notify('environment_changed', id::text) from touched`;

const TOUCH: Readonly<Record<Of, string>> = {
  id: touching('e.id = $1'),
  project_id: touching('e.project_id = $1'),
  organisation_id: touching('e.project_id in (select id from project where organisation_id = $1)'),
};
