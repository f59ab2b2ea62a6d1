import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';

/** When an SDK asked for flags for the first time, and which one. */
export interface FirstEvaluation {
  readonly at: Date;
  readonly sdk: string;
}

@Injectable()
export class FirstEvaluationRepository {
  constructor(private readonly database: Database) {}

  async of(environmentId: number): Promise<FirstEvaluation | undefined> {
    const [row] = await this.database.query<FirstEvaluation>(OF, [environmentId]);
    return row;
  }

  /** The first one stays. */
  async record(environmentId: number, sdk: string): Promise<void> {
    await this.database.query(RECORD, [environmentId, sdk]);
  }
}

const OF = `
  select first_evaluated_at as at, first_evaluated_sdk_label as sdk from environment_onboarding where environment_id = $1`;
const RECORD = `
  insert into environment_onboarding (environment_id, first_evaluated_sdk_label) values ($1, $2)
  on conflict (environment_id) do nothing`;
