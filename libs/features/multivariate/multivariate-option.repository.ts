import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Database, Store } from '#platform/database';
import { MultivariateOption } from './multivariate-option.entity.js';

@Injectable()
export class MultivariateOptionRepository extends Store<MultivariateOption> {
  constructor(database: Database) {
    super(database, MultivariateOption);
  }

  ofFeature(featureId: number): Promise<MultivariateOption[]> {
    return this.rows.find({ where: { featureId }, order: { id: 'ASC' } });
  }

  find(featureId: number, id: number): Promise<MultivariateOption | null> {
    return this.rows.findOneBy({ featureId, id });
  }

  /** With its feature, where that is not deleted. */
  async byUuid(uuid: string): Promise<MultivariateOption | null> {
    return isUUID(uuid) ? this.rows.findOne({ where: { uuid }, relations: { feature: true } }) : null;
  }

  async remove(option: MultivariateOption): Promise<void> {
    await this.rows.delete(option.id);
  }

  /** Gives every environment's default state a share for a new option. */
  async allocateEverywhere(option: MultivariateOption): Promise<void> {
    await this.database.query(ALLOCATE, [option.id, option.featureId, option.defaultPercentageAllocation]);
  }

  /** The largest sum of shares, option apart, that any environment has given away already. */
  async largestAllocation(featureId: number, exceptOption: number): Promise<number> {
    const [row] = await this.database.query<{ total: number | null }>(LARGEST, [featureId, exceptOption]);
    return row?.total ?? 0;
  }
}

const ALLOCATE = `
  insert into multivariate_feature_state_value (feature_state_id, multivariate_feature_option_id, percentage_allocation)
  select id, $1, $3 from feature_state where feature_id = $2 and identity_id is null and feature_segment_id is null order by id`;
const LARGEST = `
  select max(total) as total from (
    select sum(v.percentage_allocation) as total
    from multivariate_feature_state_value v join feature_state s on s.id = v.feature_state_id
    where s.feature_id = $1 and s.identity_id is null and s.feature_segment_id is null and v.multivariate_feature_option_id <> $2
      and not exists (
        select from environment_feature_version e
        where e.uuid = s.environment_feature_version and e.published_at is not null and e.live_from < (
          select l.live_from from live_feature_version l where l.environment_id = s.environment_id and l.feature_id = s.feature_id))
    group by s.id) as states`;
