import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { GroupAccess } from './groups/group-access.js';
import { GroupMembersController } from './groups/group-members.controller.js';
import { GroupRepository } from './groups/group.repository.js';
import { GroupsController } from './groups/groups.controller.js';
import { GroupsService } from './groups/groups.service.js';
import { MasterApiKeyRepository } from './master-api-keys/master-api-key.repository.js';
import { MasterApiKeyStrategy } from './master-api-keys/master-api-key.strategy.js';
import { MasterApiKeysController } from './master-api-keys/master-api-keys.controller.js';
import { MasterApiKeysService } from './master-api-keys/master-api-keys.service.js';
import { MembersController } from './members/members.controller.js';
import { MembersService } from './members/members.service.js';
import { MembershipRepository } from './members/membership.repository.js';
import { OrganisationRepository } from './organisation.repository.js';
import { OrganisationScope } from './organisation.scope.js';
import { OrganisationsController } from './organisations.controller.js';
import { OrganisationsService } from './organisations.service.js';

@Module({
  imports: [AccountsModule],
  controllers: [
    OrganisationsController,
    MembersController,
    MasterApiKeysController,
    GroupsController,
    GroupMembersController,
  ],
  providers: [
    GroupAccess,
    GroupRepository,
    GroupsService,
    MasterApiKeyRepository,
    MasterApiKeysService,
    MasterApiKeyStrategy,
    MembersService,
    MembershipRepository,
    OrganisationRepository,
    OrganisationScope,
    OrganisationsService,
  ],
  exports: [GroupRepository, MembersService, MembershipRepository, OrganisationRepository],
})
export class OrganisationsModule {}
