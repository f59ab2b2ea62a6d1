import { Body, Controller, Delete, Get, Patch, Post, Put, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersNothing, CallerOf, Can, IdOf, Scoped, SignedIn, type Caller } from '#platform/http';
import type { AccessScope, Level } from './access-path.js';
import { AccessService } from './access.service.js';
import { GrantRepository } from './grant.repository.js';
import { MyPermissionsDto, PermissionKeyDto, refuseKeys, toMyPermissions } from './my-permissions.dto.js';
import { PERMISSION_KEYS, type PermissionKey } from './permission-keys.js';
import {
  CreateUserPermissionDto,
  ListedUserPermissionDto,
  toListedUserPermission,
  toUserPermission,
  UpdateUserPermissionDto,
  UserPermissionDto,
} from './user-permission.dto.js';
import { UserPermissionsService } from './user-permissions.service.js';

/** The same routes on each of the three levels. */
// eslint-disable-next-line max-lines-per-function -- a family of classes has to be made in one function

function permissionsController(level: Level, path: string, parameter: string): Type {
  const visible = level === 'project' ? 'project:VIEW_PROJECT' : undefined;

  @ApiTags('permissions')
  @Controller(path)
  class LevelPermissionsController {
    constructor(
      private readonly access: AccessService,
      private readonly grants: GrantRepository,
      private readonly permissions: UserPermissionsService,
    ) {}

    @Get('permissions')
    @SignedIn()
    @Answers([PermissionKeyDto])
    keys(): readonly PermissionKey[] {
      return PERMISSION_KEYS[level];
    }

    @Get(`:${parameter}/my-permissions`)
    @(visible ? Can('project:VIEW_PROJECT', 'hidden') : Can(`${level}:member`))
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
      @Scoped(level) { accessPath }: AccessScope,
      @Body() input: CreateUserPermissionDto,
    ): Promise<UserPermissionDto> {
      return toUserPermission(await this.permissions.create(accessPath, input));
    }

    @Put(`:${parameter}/user-permissions/:id`)
    @Can(`${level}:admin`)
    @Answers(UserPermissionDto)
    async replace(
      @Scoped(level) { accessPath }: AccessScope,
      @IdOf('id') id: number,
      @Body() input: UpdateUserPermissionDto,
    ): Promise<UserPermissionDto> {
      return toUserPermission(await this.permissions.update(accessPath, id, input));
    }

    @Patch(`:${parameter}/user-permissions/:id`)
    @Can(`${level}:admin`)
    @Answers(UserPermissionDto)
    async update(
      @Scoped(level) { accessPath }: AccessScope,
      @IdOf('id') id: number,
      @Body() input: UpdateUserPermissionDto,
    ): Promise<UserPermissionDto> {
      return toUserPermission(await this.permissions.update(accessPath, id, input));
    }

    @Delete(`:${parameter}/user-permissions/:id`)
    @Can(`${level}:admin`)
    @AnswersNothing()
    delete(@Scoped(level) { accessPath }: AccessScope, @IdOf('id') id: number): Promise<void> {
      return this.permissions.delete(accessPath, id);
    }
  }
  const name = `${level.charAt(0).toUpperCase()}${level.slice(1)}PermissionsController`;
  Object.defineProperty(LevelPermissionsController, 'name', { value: name });
  return LevelPermissionsController;
}

export const OrganisationPermissionsController = permissionsController(
  'organisation',
  'api/v1/organisations',
  'organisationId',
);
export const ProjectPermissionsController = permissionsController('project', 'api/v1/projects', 'projectId');
export const EnvironmentPermissionsController = permissionsController(
  'environment',
  'api/v1/environments',
  'environmentKey',
);
