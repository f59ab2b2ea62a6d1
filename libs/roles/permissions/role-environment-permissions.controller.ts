import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InOrganisation, NotPrivileged, Organisation } from '#organisations';
import { Answers, AnswersNothing, Can, IdOf, Int, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { RolesService } from '../roles.service.js';
import {
  CreateRoleEnvironmentPermissionDto,
  PatchRoleEnvironmentPermissionDto,
  RoleEnvironmentPermissionDto,
  toRoleEnvironmentPermission,
  UpdateRoleEnvironmentPermissionDto,
} from './role-permission.dto.js';
import { RolePermissionsService } from './role-permissions.service.js';

class RoleEnvironmentFilters {
  @Int() environment: number;
}

/** What a role gives on single environments. */
@ApiTags('roles')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/roles/:roleId/environments-permissions')
export class RoleEnvironmentPermissionsController {
  constructor(
    private readonly roles: RolesService,
    private readonly permissions: RolePermissionsService,
  ) {}

  /** One row, or none. */
  @Get()
  @Can('organisation:admin')
  @Answers(PageOf(RoleEnvironmentPermissionDto))
  async list(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Query() filters: RoleEnvironmentFilters,
    @Paging() page: PageRequest,
  ): Promise<Page<RoleEnvironmentPermissionDto>> {
    const role = await this.roles.find(organisation, roleId);
    return page.of(await this.permissions.on(role, 'environment', filters.environment), toRoleEnvironmentPermission);
  }

  @Post()
  @Can('organisation:admin')
  @Answers(RoleEnvironmentPermissionDto, 201)
  async create(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Body() { environment: target, ...input }: CreateRoleEnvironmentPermissionDto,
  ): Promise<RoleEnvironmentPermissionDto> {
    const role = await this.roles.find(organisation, roleId);
    return toRoleEnvironmentPermission(await this.permissions.create(role, 'environment', { target, ...input }));
  }

  @Get(':id')
  @Can('organisation:admin')
  @Answers(RoleEnvironmentPermissionDto)
  async retrieve(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<RoleEnvironmentPermissionDto> {
    const role = await this.roles.find(organisation, roleId);
    return toRoleEnvironmentPermission(await this.permissions.find(role, 'environment', id));
  }

  @Put(':id')
  @Can('organisation:admin')
  @Answers(RoleEnvironmentPermissionDto)
  replace(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() input: UpdateRoleEnvironmentPermissionDto,
  ): Promise<RoleEnvironmentPermissionDto> {
    return this.update(organisation, roleId, id, input);
  }

  @Patch(':id')
  @Can('organisation:admin')
  @Answers(RoleEnvironmentPermissionDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() { environment: target, ...input }: PatchRoleEnvironmentPermissionDto,
  ): Promise<RoleEnvironmentPermissionDto> {
    const role = await this.roles.find(organisation, roleId);
    return toRoleEnvironmentPermission(await this.permissions.update(role, 'environment', id, { target, ...input }));
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  async delete(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<void> {
    await this.permissions.delete(await this.roles.find(organisation, roleId), 'environment', id);
  }
}
