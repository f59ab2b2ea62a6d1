import { Injectable } from '@nestjs/common';
import { EnvironmentUpdated, type Environment } from '#environments';
import { Refused } from '#platform/errors';
import { Events } from '#platform/outbox';
import { VersioningRepository } from './versioning.repository.js';

const SCHEDULED = 'Changes are scheduled in this environment. Delete them, or wait until they are live.';

/** Environments get versions, and can do without them again. What counts is the same before and after. */
@Injectable()
export class VersioningService {
  constructor(
    private readonly versioning: VersioningRepository,
    private readonly events: Events,
  ) {}

  async enable({ id }: Environment): Promise<void> {
    if (await this.versioning.lock(id)) throw new Refused('Environment already using v2 versioning.');
    await this.change(id, () => this.versioning.enable(id));
  }

  async disable({ id }: Environment): Promise<void> {
    if (!(await this.versioning.lock(id))) throw new Refused('Environment is not using v2 versioning.');
    await this.change(id, () => this.versioning.disable(id));
  }

  private async change(id: number, change: () => Promise<void>): Promise<void> {
    if (await this.versioning.hasScheduled(id)) throw new Refused(SCHEDULED);
    await change();
    await this.events.publish(new EnvironmentUpdated({ environmentId: id }));
  }
}
