import { Injectable } from '@nestjs/common';
import { IsNull, Not, type FindOptionsWhere } from 'typeorm';
import { Database } from '#platform/database';
import type { PageRequest } from '#platform/http';
import type { Feature } from '../feature.entity.js';
import { toListedFeatureState, type ListedFeatureStateDto } from './feature-state.dto.js';
import { FeatureState } from './feature-state.entity.js';
import { LIVE } from './feature-state.repository.js';

/** The overrides of all identities of an environment, with whose they are. */
@Injectable()
export class IdentityOverridesQuery {
  constructor(private readonly database: Database) {}

  async page(
    environmentId: number,
    feature: FindOptionsWhere<Feature>,
    page: PageRequest,
  ): Promise<{ count: number; results: ListedFeatureStateDto[] }> {
    const where = { environmentId, identityId: Not(IsNull()), feature: { ...LIVE, ...feature } };
    const count = await this.database.manager.countBy(FeatureState, where);
    const { skip, take } = page.window(count);
    const order = { id: 'ASC', multivariateValues: { id: 'ASC' } } as const;
    const states = await this.database.manager.find(FeatureState, {
      where,
      relations: { multivariateValues: true },
      order,
      skip,
      take,
    });
    const identifiers = await this.identifiers(states.flatMap(({ identityId }) => identityId ?? []));
    const results = states.map((state) => {
      const id = state.identityId ?? 0;
      return toListedFeatureState(state, { id, identifier: identifiers.get(id) ?? '' });
    });
    return { count, results };
  }

  private async identifiers(ids: number[]): Promise<Map<number, string>> {
    const rows = await this.database.query<{ id: number; identifier: string }>(
      'select id, identifier from identity where id = any($1)',
      [ids],
    );
    return new Map(rows.map(({ id, identifier }) => [id, identifier]));
  }
}
