export { IdentitiesModule } from './identities.module.js';
export { IdentityDeleted } from './identity.events.js';
export { Identity } from './identity.entity.js';
export { IdentityRepository } from './identity.repository.js';
export { listTraits, storedValue, traitType, type StoredTrait, type StoredTraits, type Trait } from './traits.js';
