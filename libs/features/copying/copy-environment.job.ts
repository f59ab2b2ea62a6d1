import { Injectable } from '@nestjs/common';
import { EnvironmentCloned, EnvironmentUpdated } from '#environments';
import { Job, type JobHandler } from '#platform/jobs';
import { Events } from '#platform/outbox';
import { EnvironmentCopyRepository } from './environment-copy.repository.js';

/** Gives a cloned environment its states, where whoever cloned it did not want to wait. */
@Injectable()
@Job({ on: [EnvironmentCloned] })
export class CopyEnvironment implements JobHandler<EnvironmentCloned['payload']> {
  constructor(
    private readonly copies: EnvironmentCopyRepository,
    private readonly events: Events,
  ) {}

  async perform({ environmentId, sourceId, later }: EnvironmentCloned['payload']): Promise<void> {
    if (!later) return;
    await this.copies.copy(sourceId, environmentId);
    if (await this.copies.finish(environmentId)) await this.events.publish(new EnvironmentUpdated({ environmentId }));
  }
}
