import { Injectable } from '@nestjs/common';
import { FeatureStateChanged } from '#features';
import { IdentityDeleted, IdentityNotice, IdentityRenamed, IdentityTraitsChanged } from '#identities';
import { Database } from '#platform/database';
import { Within } from '#platform/outbox';
import { IdentityCache } from './identity-cache.js';

/** An identity that people have changed, or that is gone, is told to every api process; this one hears it with the commit. */
@Injectable()
export class IdentityChanges {
  constructor(
    private readonly notice: IdentityNotice,
    private readonly database: Database,
    private readonly cache: IdentityCache,
  ) {}

  @Within(FeatureStateChanged, IdentityDeleted, IdentityRenamed)
  async ofIdentity({
    payload: { identityId },
  }: FeatureStateChanged | IdentityDeleted | IdentityRenamed): Promise<void> {
    if (identityId === null) return;
    await this.notice.changed(identityId);
    this.database.afterCommit(() => this.cache.drop(identityId));
  }

  /** The other processes have been told by who wrote the traits: a worker may have. */
  @Within(IdentityTraitsChanged)
  ofTraits({ payload: { identityIds } }: IdentityTraitsChanged): Promise<void> {
    this.database.afterCommit(() => identityIds.forEach((id) => this.cache.drop(id)));
    return Promise.resolve();
  }
}
