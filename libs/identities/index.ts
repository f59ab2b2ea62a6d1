export { IdentitiesJobsModule } from './identities-jobs.module.js';
export { IdentitiesModule } from './identities.module.js';
export { IdentityDeleted, IdentityRenamed, IdentityTraitsChanged, TraitKeyDeleted } from './identity.events.js';
export { Identity } from './identity.entity.js';
export { IDENTITY_CHANGED, IdentityNotice } from './identity-notice.query.js';
export { IdentityRepository } from './identity.repository.js';
export { listTraits, storedValue, traitType, type StoredTrait, type StoredTraits, type Trait } from './traits.js';
