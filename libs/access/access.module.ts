import { Global, Module } from '@nestjs/common';
import { OrganisationsModule } from '#organisations';
import { Permissions } from '#platform/http';
import { AccessService } from './access.service.js';
import { AllUserPermissionsController } from './all-user-permissions.controller.js';
import { GrantRepository } from './grants/grant.repository.js';
import { GrantsService } from './grants/grants.service.js';
import { GroupGrantsQuery } from './grants/group-grants.query.js';
import {
  EnvironmentGroupPermissionController,
  EnvironmentGroupPermissionsController,
  ProjectGroupPermissionController,
  ProjectGroupPermissionsController,
} from './grants/group-permissions.controllers.js';
import { OrganisationGroupPermissionsController } from './grants/organisation-group-permissions.controller.js';
import { OrganisationUserPermissionsController } from './grants/organisation-user-permissions.controller.js';
import { RoleGrantRepository } from './grants/role-grant.repository.js';
import {
  EnvironmentUserPermissionController,
  EnvironmentUserPermissionsController,
  ProjectUserPermissionController,
  ProjectUserPermissionsController,
} from './grants/user-permissions.controllers.js';
import { MemberRightsQuery } from './member-rights.query.js';
import {
  EnvironmentMyPermissionsController,
  OrganisationMyPermissionsController,
  ProjectMyPermissionsController,
} from './my-permissions.controllers.js';
import { PermissionKeysController } from './permission-keys.controller.js';

@Global()
@Module({
  imports: [OrganisationsModule],
  controllers: [
    PermissionKeysController,
    OrganisationMyPermissionsController,
    ProjectMyPermissionsController,
    EnvironmentMyPermissionsController,
    AllUserPermissionsController,
    OrganisationUserPermissionsController,
    ProjectUserPermissionsController,
    ProjectUserPermissionController,
    EnvironmentUserPermissionsController,
    EnvironmentUserPermissionController,
    OrganisationGroupPermissionsController,
    ProjectGroupPermissionsController,
    ProjectGroupPermissionController,
    EnvironmentGroupPermissionsController,
    EnvironmentGroupPermissionController,
  ],
  providers: [
    AccessService,
    GrantRepository,
    GrantsService,
    GroupGrantsQuery,
    MemberRightsQuery,
    RoleGrantRepository,
    { provide: Permissions, useExisting: AccessService },
  ],
  exports: [AccessService, Permissions, RoleGrantRepository],
})
export class AccessModule {}
