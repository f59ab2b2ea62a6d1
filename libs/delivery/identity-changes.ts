import { Injectable } from '@nestjs/common';
import { FeatureStateChanged } from '#features';
import { IdentityDeleted } from '#identities';
import { Database } from '#platform/database';
import { Within } from '#platform/outbox';
import { IdentityCache } from './identity-cache.js';
import { IdentityNotice } from './identity-notice.query.js';

/** An identity that got another override, or is gone, is told to every api process; this one hears it with the commit. */
@Injectable()
export class IdentityChanges {
  constructor(
    private readonly notice: IdentityNotice,
    private readonly database: Database,
    private readonly cache: IdentityCache,
  ) {}

  @Within(FeatureStateChanged, IdentityDeleted)
  async ofIdentity({ payload: { identityId } }: FeatureStateChanged | IdentityDeleted): Promise<void> {
    if (identityId === null) return;
    await this.notice.changed(identityId);
    this.database.afterCommit(() => this.cache.drop(identityId));
  }
}
