import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';

/** Ids that are asked for at once. Those that are left when the process ends are never used. */
const BLOCK = 1_000;

/** Ids for new traits, asked for in blocks. */
@Injectable()
export class TraitIds {
  private ids: number[] = [];

  constructor(private readonly database: Database) {}

  /** So many ids, ascending. */
  async take(count: number): Promise<number[]> {
    while (this.ids.length < count) {
      const rows = await this.database.apart<{ ids: number[] }>(NEXT, [Math.max(BLOCK, count)]);
      this.ids.push(...(rows[0]?.ids ?? []));
    }
    return this.ids.splice(0, count);
  }
}

const NEXT = `select array_agg(nextval('trait_id')::float8) as ids from generate_series(1, $1)`;
