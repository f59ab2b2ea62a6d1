import { Body, Controller, Delete, Get, Patch, Post, Put, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersNothing, Can, IdOf, Scoped } from '#platform/http';
import type { AccessScope } from '../access-path.js';
import { named, pathTo, toListGrants } from '../level-paths.js';
import { GrantRepository } from './grant.repository.js';
import { GrantsService } from './grants.service.js';
import {
  CreateUserPermissionDto,
  ListedUserPermissionDto,
  PatchUserPermissionDto,
  toListedUserPermissions,
  toUserPermission,
  UpdateUserPermissionDto,
  UserPermissionDto,
} from './user-permission.dto.js';

/** What single users have been granted on a project or an environment. */
function userPermissionsController(level: 'project' | 'environment'): Type {
  @ApiTags('permissions')
  @Controller(`${pathTo(level)}/user-permissions`)
  class UserPermissionsController {
    constructor(
      private readonly grants: GrantsService,
      private readonly repository: GrantRepository,
    ) {}

    @Get()
    @toListGrants(level)
    @Answers([ListedUserPermissionDto])
    async list(@Scoped(level) { accessPath }: AccessScope): Promise<ListedUserPermissionDto[]> {
      return toListedUserPermissions(await this.repository.on(accessPath, 'user'));
    }

    @Post()
    @Can(`${level}:admin`)
    @Answers(UserPermissionDto, 201)
    async create(
      @Scoped(level) { accessPath }: AccessScope,
      @Body() input: CreateUserPermissionDto,
    ): Promise<UserPermissionDto> {
      return toUserPermission(await this.grants.create(accessPath, input));
    }
  }
  return named(UserPermissionsController, level);
}

/** One of those rows. */
function userPermissionController(level: 'project' | 'environment'): Type {
  @ApiTags('permissions')
  @Controller(`${pathTo(level)}/user-permissions/:id`)
  class UserPermissionController {
    constructor(private readonly grants: GrantsService) {}

    @Get()
    @Can(`${level}:admin`)
    @Answers(UserPermissionDto)
    async retrieve(@Scoped(level) { accessPath }: AccessScope, @IdOf('id') id: number): Promise<UserPermissionDto> {
      return toUserPermission(await this.grants.find(accessPath, 'user', id));
    }

    @Put()
    @Can(`${level}:admin`)
    @Answers(UserPermissionDto)
    replace(
      @Scoped(level) scope: AccessScope,
      @IdOf('id') id: number,
      @Body() input: UpdateUserPermissionDto,
    ): Promise<UserPermissionDto> {
      return this.update(scope, id, input);
    }

    @Patch()
    @Can(`${level}:admin`)
    @Answers(UserPermissionDto)
    async update(
      @Scoped(level) { accessPath }: AccessScope,
      @IdOf('id') id: number,
      @Body() input: PatchUserPermissionDto,
    ): Promise<UserPermissionDto> {
      return toUserPermission(await this.grants.update(accessPath, 'user', id, input));
    }

    @Delete()
    @Can(`${level}:admin`)
    @AnswersNothing()
    delete(@Scoped(level) { accessPath }: AccessScope, @IdOf('id') id: number): Promise<void> {
      return this.grants.delete(accessPath, 'user', id);
    }
  }
  return named(UserPermissionController, level);
}

export const ProjectUserPermissionsController = userPermissionsController('project');
export const ProjectUserPermissionController = userPermissionController('project');
export const EnvironmentUserPermissionsController = userPermissionsController('environment');
export const EnvironmentUserPermissionController = userPermissionController('environment');
