import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InOrganisation, NotPrivileged, Organisation } from '#organisations';
import { Answers, AnswersNothing, Can, IdOf, Int, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { RolesService } from '../roles.service.js';
import {
  CreateRoleProjectPermissionDto,
  PatchRoleProjectPermissionDto,
  RoleProjectPermissionDto,
  toRoleProjectPermission,
  UpdateRoleProjectPermissionDto,
} from './role-permission.dto.js';
import { RolePermissionsService } from './role-permissions.service.js';

class RoleProjectFilters {
  @Int() project: number;
}

/** What a role gives on single projects. */
@ApiTags('roles')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/roles/:roleId/projects-permissions')
export class RoleProjectPermissionsController {
  constructor(
    private readonly roles: RolesService,
    private readonly permissions: RolePermissionsService,
  ) {}

  /** One row, or none. */
  @Get()
  @Can('organisation:admin')
  @Answers(PageOf(RoleProjectPermissionDto))
  async list(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Query() filters: RoleProjectFilters,
    @Paging() page: PageRequest,
  ): Promise<Page<RoleProjectPermissionDto>> {
    const role = await this.roles.find(organisation, roleId);
    return page.of(await this.permissions.on(role, 'project', filters.project), toRoleProjectPermission);
  }

  @Post()
  @Can('organisation:admin')
  @Answers(RoleProjectPermissionDto, 201)
  async create(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Body() { project: target, ...input }: CreateRoleProjectPermissionDto,
  ): Promise<RoleProjectPermissionDto> {
    const role = await this.roles.find(organisation, roleId);
    return toRoleProjectPermission(await this.permissions.create(role, 'project', { target, ...input }));
  }

  @Get(':id')
  @Can('organisation:admin')
  @Answers(RoleProjectPermissionDto)
  async retrieve(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<RoleProjectPermissionDto> {
    const role = await this.roles.find(organisation, roleId);
    return toRoleProjectPermission(await this.permissions.find(role, 'project', id));
  }

  @Put(':id')
  @Can('organisation:admin')
  @Answers(RoleProjectPermissionDto)
  replace(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() input: UpdateRoleProjectPermissionDto,
  ): Promise<RoleProjectPermissionDto> {
    return this.update(organisation, roleId, id, input);
  }

  @Patch(':id')
  @Can('organisation:admin')
  @Answers(RoleProjectPermissionDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() { project: target, ...input }: PatchRoleProjectPermissionDto,
  ): Promise<RoleProjectPermissionDto> {
    const role = await this.roles.find(organisation, roleId);
    return toRoleProjectPermission(await this.permissions.update(role, 'project', id, { target, ...input }));
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  async delete(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<void> {
    await this.permissions.delete(await this.roles.find(organisation, roleId), 'project', id);
  }
}
