import { Body, Controller, Delete, Patch, Put, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersNothing, Can, IdOf, Scoped } from '#platform/http';
import type { AccessScope, Level } from './access-path.js';
import { LEVEL_PATHS, named } from './level-paths.js';
import { toUserPermission, UpdateUserPermissionDto, UserPermissionDto } from './user-permission.dto.js';
import { UserPermissionsService } from './user-permissions.service.js';

/** Changing and taking back one user's rights: the same routes on each of the three levels. */
function userPermissionsController(level: Level): Type {
  const { path, parameter } = LEVEL_PATHS[level];

  @ApiTags('permissions')
  @Controller(`${path}/:${parameter}/user-permissions`)
  class UserPermissionsController {
    constructor(private readonly permissions: UserPermissionsService) {}

    @Put(':id')
    @Can(`${level}:admin`)
    @Answers(UserPermissionDto)
    replace(
      @Scoped(level) scope: AccessScope,
      @IdOf('id') id: number,
      @Body() input: UpdateUserPermissionDto,
    ): Promise<UserPermissionDto> {
      return this.update(scope, id, input);
    }

    @Patch(':id')
    @Can(`${level}:admin`)
    @Answers(UserPermissionDto)
    async update(
      @Scoped(level) scope: AccessScope,
      @IdOf('id') id: number,
      @Body() input: UpdateUserPermissionDto,
    ): Promise<UserPermissionDto> {
      return toUserPermission(await this.permissions.update(scope.accessPath, id, input));
    }

    @Delete(':id')
    @Can(`${level}:admin`)
    @AnswersNothing()
    delete(@Scoped(level) scope: AccessScope, @IdOf('id') id: number): Promise<void> {
      return this.permissions.delete(scope.accessPath, id);
    }
  }
  return named(UserPermissionsController, level);
}

export const OrganisationUserPermissionsController = userPermissionsController('organisation');
export const ProjectUserPermissionsController = userPermissionsController('project');
export const EnvironmentUserPermissionsController = userPermissionsController('environment');
