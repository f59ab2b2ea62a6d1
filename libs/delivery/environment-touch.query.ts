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
    const locked = await this.database.query<{ id: number }>(LOCK[of], [id]);
    const rows = await this.database.query<{ id: number }>(TOUCH, [locked.map((row) => row.id)]);
    this.database.afterCommit(() => rows.forEach((row) => this.local.announce(row.id)));
  }
}

const locking = (where: string): string =>
  `select e.id from environment e where ${where} order by e.id for no key update`;

const LOCK: Readonly<Record<Of, string>> = {
  id: locking('e.id = $1'),
  project_id: locking('e.project_id = $1'),
  organisation_id: locking('e.project_id in (select id from project where organisation_id = $1)'),
};

const TOUCH = `
  with touched as (update environment set updated_at = clock_timestamp() where id = any($1) returning id)
  select id, pg_notify('environment_changed', id::text) from touched`;
