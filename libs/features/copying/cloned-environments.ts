import { Injectable } from '@nestjs/common';
import { EnvironmentCloned } from '#environments';
import { Within } from '#platform/outbox';
import { EnvironmentCopyRepository } from './environment-copy.repository.js';

/** A cloned environment has the states of its source when the request returns, unless it may have them later. */
@Injectable()
export class ClonedEnvironments {
  constructor(private readonly copies: EnvironmentCopyRepository) {}

  @Within(EnvironmentCloned)
  async copyAtOnce({ payload: { environmentId, sourceId, later } }: EnvironmentCloned): Promise<void> {
    if (!later) await this.copies.copy(sourceId, environmentId);
  }
}
