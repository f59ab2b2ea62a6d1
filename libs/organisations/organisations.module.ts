import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ClaimedGroups } from './groups/claimed-groups.js';
import { GroupAccess } from './groups/group-access.js';
import { GroupMembersController } from './groups/group-members.controller.js';
import { GroupRepository } from './groups/group.repository.js';
import { GroupsController } from './groups/groups.controller.js';
import { GroupsService } from './groups/groups.service.js';
import { InviteHashes } from './invites/invite-hashes.js';
import { InviteLinkRepository } from './invites/invite-link.repository.js';
import { InviteLinksController } from './invites/invite-links.controller.js';
import { InviteLinksService } from './invites/invite-links.service.js';
import { InviteManyController } from './invites/invite-many.controller.js';
import { InviteManyService } from './invites/invite-many.service.js';
import { InviteRepository } from './invites/invite.repository.js';
import { InvitesController } from './invites/invites.controller.js';
import { InvitesService } from './invites/invites.service.js';
import { InvitedPeople } from './invites/invited-people.js';
import { JoinController } from './invites/join.controller.js';
import { JoiningService } from './invites/joining.service.js';
import { HiddenKeys } from './master-api-keys/hidden-keys.js';
import { MasterApiKeyRepository } from './master-api-keys/master-api-key.repository.js';
import { MasterApiKeyStrategy } from './master-api-keys/master-api-key.strategy.js';
import { MasterApiKeysController } from './master-api-keys/master-api-keys.controller.js';
import { MasterApiKeysService } from './master-api-keys/master-api-keys.service.js';
import { MembersController } from './members/members.controller.js';
import { MembersService } from './members/members.service.js';
import { MembershipRepository } from './members/membership.repository.js';
import { OnboardingRequestController } from './onboarding-request.controller.js';
import { OrganisationRepository } from './organisation.repository.js';
import { OrganisationScope } from './organisation.scope.js';
import { OrganisationsController } from './organisations.controller.js';
import { OrganisationsService } from './organisations.service.js';
import { SubscriptionController } from './subscription/subscription.controller.js';
import { OrphanedOrganisations } from './orphaned-organisations.js';

@Module({
  imports: [AccountsModule],
  controllers: [
    OrganisationsController,
    MembersController,
    GroupsController,
    GroupMembersController,
    InvitesController,
    InviteManyController,
    InviteLinksController,
    JoinController,
    MasterApiKeysController,
    OnboardingRequestController,
    SubscriptionController,
  ],
  providers: [
    ClaimedGroups,
    GroupAccess,
    GroupRepository,
    GroupsService,
    InviteHashes,
    InviteLinkRepository,
    InviteLinksService,
    InviteManyService,
    InviteRepository,
    InvitedPeople,
    InvitesService,
    JoiningService,
    HiddenKeys,
    MasterApiKeyRepository,
    MasterApiKeysService,
    MasterApiKeyStrategy,
    MembersService,
    MembershipRepository,
    OrganisationRepository,
    OrganisationScope,
    OrganisationsService,
    OrphanedOrganisations,
  ],
  exports: [
    GroupRepository,
    HiddenKeys,
    MasterApiKeyRepository,
    MembersService,
    MembershipRepository,
    OrganisationRepository,
  ],
})
export class OrganisationsModule {}
