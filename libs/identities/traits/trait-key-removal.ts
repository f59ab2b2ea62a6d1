import { Injectable } from '@nestjs/common';
import { Events } from '#platform/outbox';
import { IdentityTraitsChanged, TraitKeyDeleted } from '../identity.events.js';
import { TraitRepository } from './trait.repository.js';

/** Takes a trait from all identities of an environment, a step per transaction, so that nobody waits long for a locked row. */
@Injectable()
export class TraitKeyRemoval {
  constructor(
    private readonly traits: TraitRepository,
    private readonly events: Events,
  ) {}

  /** The identities behind `after`; where there are more of them, the worker goes on. */
  async step({ environmentId, key, after }: TraitKeyDeleted['payload']): Promise<void> {
    const { changed, last } = await this.traits.removeKey(environmentId, key, after);
    if (changed.length > 0)
      await this.events.publish(new IdentityTraitsChanged({ identityIds: changed, environmentId }));
    if (last !== undefined) await this.events.publish(new TraitKeyDeleted({ environmentId, key, after: last }));
  }
}
