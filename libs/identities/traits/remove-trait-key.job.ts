import { Job, type JobHandler } from '#platform/jobs';
import { TraitKeyDeleted } from '../identity.events.js';
import { TraitKeyRemoval } from './trait-key-removal.js';

/** Goes on where the request, or the job before, has stopped. */
@Job({ on: [TraitKeyDeleted] })
export class RemoveTraitKey implements JobHandler<TraitKeyDeleted['payload']> {
  constructor(private readonly removal: TraitKeyRemoval) {}

  async perform(payload: TraitKeyDeleted['payload']): Promise<void> {
    await this.removal.step(payload);
  }
}
