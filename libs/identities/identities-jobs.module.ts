import { Module } from '@nestjs/common';
import { IdentityNotice } from './identity-notice.query.js';
import { RemoveTraitKey } from './traits/remove-trait-key.job.js';
import { TraitKeyRemoval } from './traits/trait-key-removal.js';
import { TraitRepository } from './traits/trait.repository.js';

/** What the worker does for identities: taking a trait from all of an environment. */
@Module({ providers: [IdentityNotice, RemoveTraitKey, TraitKeyRemoval, TraitRepository] })
export class IdentitiesJobsModule {}
