import { Global, Module } from '@nestjs/common';
import { OrganisationsModule } from '#organisations';
import { Permissions } from '#platform/http';
import { AccessService } from './access.service.js';
import { GrantRepository } from './grant.repository.js';
import {
  EnvironmentPermissionsController,
  OrganisationPermissionsController,
  ProjectPermissionsController,
} from './permissions.controllers.js';
import { UserPermissionsService } from './user-permissions.service.js';

@Global()
@Module({
  imports: [OrganisationsModule],
  controllers: [OrganisationPermissionsController, ProjectPermissionsController, EnvironmentPermissionsController],
  providers: [
    AccessService,
    GrantRepository,
    UserPermissionsService,
    { provide: Permissions, useExisting: AccessService },
  ],
  exports: [AccessService, Permissions],
})
export class AccessModule {}
