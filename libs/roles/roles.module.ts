import { Module } from '@nestjs/common';
import { EnvironmentsModule } from '#environments';
import { OrganisationsModule } from '#organisations';
import { ProjectsModule } from '#projects';
import { TagsModule } from '#tags';
import {
  GroupRolesController,
  MasterApiKeyRolesController,
  UserRolesController,
} from './assignments/held-roles.controllers.js';
import { RoleAssignmentRepository } from './assignments/role-assignment.repository.js';
import { RoleAssignmentsService } from './assignments/role-assignments.service.js';
import { RoleGroupsController } from './assignments/role-groups.controller.js';
import { RoleHolders } from './assignments/role-holders.js';
import { RoleMasterApiKeysController } from './assignments/role-master-api-keys.controller.js';
import { RoleUsersController } from './assignments/role-users.controller.js';
import { RoleEnvironmentPermissionsController } from './permissions/role-environment-permissions.controller.js';
import { RoleOrganisationPermissionsController } from './permissions/role-organisation-permissions.controller.js';
import { RolePermissionsService } from './permissions/role-permissions.service.js';
import { RoleProjectPermissionsController } from './permissions/role-project-permissions.controller.js';
import { RoleRepository } from './role.repository.js';
import { RolesController } from './roles.controller.js';
import { RolesService } from './roles.service.js';

@Module({
  imports: [OrganisationsModule, ProjectsModule, EnvironmentsModule, TagsModule],
  controllers: [
    RolesController,
    RoleOrganisationPermissionsController,
    RoleProjectPermissionsController,
    RoleEnvironmentPermissionsController,
    RoleUsersController,
    RoleGroupsController,
    RoleMasterApiKeysController,
    UserRolesController,
    GroupRolesController,
    MasterApiKeyRolesController,
  ],
  providers: [
    RoleAssignmentRepository,
    RoleAssignmentsService,
    RoleHolders,
    RolePermissionsService,
    RoleRepository,
    RolesService,
  ],
})
export class RolesModule {}
