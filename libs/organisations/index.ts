export { InviteSettings } from './invites/invite.settings.js';
export { Group, GroupMember } from './groups/group.entity.js';
export { GroupSummaryDto, toGroupSummary } from './groups/group.dto.js';
export { GroupRepository } from './groups/group.repository.js';
export { HiddenKeys } from './master-api-keys/hidden-keys.js';
export { keyId } from './master-api-keys/master-api-key.dto.js';
export { MasterApiKey } from './master-api-keys/master-api-key.entity.js';
export { MasterApiKeyRepository } from './master-api-keys/master-api-key.repository.js';
export { MasterKeyCaller } from './master-api-keys/master-key.caller.js';
export { MembersService } from './members/members.service.js';
export { MembershipRepository } from './members/membership.repository.js';
export { InOrganisation, NotPrivileged } from './organisation.scope.js';
export {
  InviteCreated,
  InviteResent,
  MasterApiKeyAdminChanged,
  MemberJoined,
  MemberLeft,
  OrganisationCreated,
  OrganisationDeleted,
  OrganisationUpdated,
} from './organisation.events.js';
export { Organisation } from './organisation.entity.js';
export { OrganisationRepository } from './organisation.repository.js';
export { OrganisationsModule } from './organisations.module.js';
export { OrganisationsJobsModule } from './organisations-jobs.module.js';
