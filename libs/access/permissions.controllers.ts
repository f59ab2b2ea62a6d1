import { Body, Controller, Get, Post, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CallerOf, Can, Scoped, type Caller } from '#platform/http';
import type { AccessScope, Level } from './access-path.js';
import { AccessService } from './access.service.js';
import { GrantRepository } from './grant.repository.js';
import { LEVEL_PATHS, named } from './level-paths.js';
import { MyPermissionsDto, refuseKeys, toMyPermissions } from './my-permissions.dto.js';
import {
  CreateUserPermissionDto,
  ListedUserPermissionDto,
  toListedUserPermission,
  toUserPermission,
  UserPermissionDto,
} from './user-permission.dto.js';
import { UserPermissionsService } from './user-permissions.service.js';

/** What I may do on a level, and what everybody may: the same routes on each of the three. */
function permissionsController(level: Level): Type {
  const { path, parameter } = LEVEL_PATHS[level];
  const toSeeIt = level === 'project' ? Can('project:VIEW_PROJECT', 'hidden') : Can(`${level}:member`);

  @ApiTags('permissions')
  @Controller(path)
  class PermissionsController {
    constructor(
      private readonly access: AccessService,
      private readonly grants: GrantRepository,
      private readonly permissions: UserPermissionsService,
    ) {}

    @Get(`:${parameter}/my-permissions`)
    @toSeeIt
    @Answers(MyPermissionsDto)
    async mine(@Scoped(level) scope: AccessScope, @CallerOf() caller: Caller): Promise<MyPermissionsDto> {
      refuseKeys(caller);
      return toMyPermissions(await this.access.rightsOf(caller, scope.accessPath), level);
    }

    @Get(`:${parameter}/user-permissions`)
    @Can(`${level}:admin`)
    @Answers([ListedUserPermissionDto])
    async list(@Scoped(level) { accessPath }: AccessScope): Promise<ListedUserPermissionDto[]> {
      return (await this.grants.on(accessPath)).map(toListedUserPermission);
    }

    @Post(`:${parameter}/user-permissions`)
    @Can(`${level}:admin`)
    @Answers(UserPermissionDto, 201)
    async create(
      @Scoped(level) scope: AccessScope,
      @Body() input: CreateUserPermissionDto,
    ): Promise<UserPermissionDto> {
      return toUserPermission(await this.permissions.create(scope.accessPath, input));
    }
  }
  return named(PermissionsController, level);
}

export const OrganisationPermissionsController = permissionsController('organisation');
export const ProjectPermissionsController = permissionsController('project');
export const EnvironmentPermissionsController = permissionsController('environment');
