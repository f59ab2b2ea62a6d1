export { HiddenKeys } from './master-api-keys/hidden-keys.js';
export { MasterKeyCaller } from './master-api-keys/master-key.caller.js';
export { MembershipRepository } from './membership.repository.js';
export { InOrganisation } from './organisation.scope.js';
export { OrganisationCreated, OrganisationDeleted, OrganisationUpdated } from './organisation.events.js';
export { Organisation } from './organisation.entity.js';
export { OrganisationRepository } from './organisation.repository.js';
export { OrganisationsModule } from './organisations.module.js';
