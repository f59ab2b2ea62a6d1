import { Global, Module } from '@nestjs/common';
import { OrganisationsModule } from '#organisations';
import { Permissions } from '#platform/http';
import { AccessService } from './access.service.js';
import { GrantRepository } from './grant.repository.js';
import { PermissionKeysController } from './permission-keys.controller.js';
import {
  EnvironmentPermissionsController,
  OrganisationPermissionsController,
  ProjectPermissionsController,
} from './permissions.controllers.js';
import {
  EnvironmentUserPermissionsController,
  OrganisationUserPermissionsController,
  ProjectUserPermissionsController,
} from './user-permissions.controllers.js';
import { UserPermissionsService } from './user-permissions.service.js';

@Global()
@Module({
  imports: [OrganisationsModule],
  controllers: [
    PermissionKeysController,
    OrganisationPermissionsController,
    ProjectPermissionsController,
    EnvironmentPermissionsController,
    OrganisationUserPermissionsController,
    ProjectUserPermissionsController,
    EnvironmentUserPermissionsController,
  ],
  providers: [
    AccessService,
    GrantRepository,
    UserPermissionsService,
    { provide: Permissions, useExisting: AccessService },
  ],
  exports: [AccessService, Permissions],
})
export class AccessModule {}
