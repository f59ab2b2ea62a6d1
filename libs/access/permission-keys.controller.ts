import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, SignedIn } from '#platform/http';
import { PermissionKeyDto } from './my-permissions.dto.js';
import { PERMISSION_KEYS, type PermissionKey } from './permission-keys.js';

/** What can be granted on each level. */
@ApiTags('permissions')
@Controller('api/v1')
export class PermissionKeysController {
  @Get('organisations/permissions')
  @SignedIn()
  @Answers([PermissionKeyDto])
  ofOrganisations(): readonly PermissionKey[] {
    return PERMISSION_KEYS.organisation;
  }

  @Get('projects/permissions')
  @SignedIn()
  @Answers([PermissionKeyDto])
  ofProjects(): readonly PermissionKey[] {
    return PERMISSION_KEYS.project;
  }

  @Get('environments/permissions')
  @SignedIn()
  @Answers([PermissionKeyDto])
  ofEnvironments(): readonly PermissionKey[] {
    return PERMISSION_KEYS.environment;
  }
}
