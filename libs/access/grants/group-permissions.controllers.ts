import { Body, Controller, Delete, Get, Patch, Post, Put, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersNothing, Can, IdOf, Scoped } from '#platform/http';
import type { AccessScope } from '../access-path.js';
import { named, pathTo, toListGrants } from '../level-paths.js';
import { GrantsService } from './grants.service.js';
import { GroupGrantsQuery } from './group-grants.query.js';
import {
  CreateGroupPermissionDto,
  ListedGroupPermissionDto,
  PatchGroupPermissionDto,
  toListedGroupPermissions,
  toGroupPermission,
  UpdateGroupPermissionDto,
  GroupPermissionDto,
} from './group-permission.dto.js';

/** What groups have been granted on a project or an environment. */
function groupPermissionsController(level: 'project' | 'environment'): Type {
  @ApiTags('permissions')
  @Controller(`${pathTo(level)}/user-group-permissions`)
  class GroupPermissionsController {
    constructor(
      private readonly grants: GrantsService,
      private readonly query: GroupGrantsQuery,
    ) {}

    @Get()
    @toListGrants(level)
    @Answers([ListedGroupPermissionDto])
    async list(@Scoped(level) { accessPath }: AccessScope): Promise<ListedGroupPermissionDto[]> {
      return toListedGroupPermissions(...(await this.query.on(accessPath)));
    }

    @Post()
    @Can(`${level}:admin`)
    @Answers(GroupPermissionDto, 201)
    async create(
      @Scoped(level) { accessPath }: AccessScope,
      @Body() input: CreateGroupPermissionDto,
    ): Promise<GroupPermissionDto> {
      return toGroupPermission(await this.grants.create(accessPath, input));
    }
  }
  return named(GroupPermissionsController, level);
}

/** One of those rows. */
function groupPermissionController(level: 'project' | 'environment'): Type {
  @ApiTags('permissions')
  @Controller(`${pathTo(level)}/user-group-permissions/:id`)
  class GroupPermissionController {
    constructor(private readonly grants: GrantsService) {}

    @Get()
    @Can(`${level}:admin`)
    @Answers(GroupPermissionDto)
    async retrieve(@Scoped(level) { accessPath }: AccessScope, @IdOf('id') id: number): Promise<GroupPermissionDto> {
      return toGroupPermission(await this.grants.find(accessPath, 'group', id));
    }

    @Put()
    @Can(`${level}:admin`)
    @Answers(GroupPermissionDto)
    replace(
      @Scoped(level) scope: AccessScope,
      @IdOf('id') id: number,
      @Body() input: UpdateGroupPermissionDto,
    ): Promise<GroupPermissionDto> {
      return this.update(scope, id, input);
    }

    @Patch()
    @Can(`${level}:admin`)
    @Answers(GroupPermissionDto)
    async update(
      @Scoped(level) { accessPath }: AccessScope,
      @IdOf('id') id: number,
      @Body() input: PatchGroupPermissionDto,
    ): Promise<GroupPermissionDto> {
      return toGroupPermission(await this.grants.update(accessPath, 'group', id, input));
    }

    @Delete()
    @Can(`${level}:admin`)
    @AnswersNothing()
    delete(@Scoped(level) { accessPath }: AccessScope, @IdOf('id') id: number): Promise<void> {
      return this.grants.delete(accessPath, 'group', id);
    }
  }
  return named(GroupPermissionController, level);
}

export const ProjectGroupPermissionsController = groupPermissionsController('project');
export const ProjectGroupPermissionController = groupPermissionController('project');
export const EnvironmentGroupPermissionsController = groupPermissionsController('environment');
export const EnvironmentGroupPermissionController = groupPermissionController('environment');
