import { Body, Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InOrganisation, NotPrivileged, Organisation } from '#organisations';
import { Answers, AnswersNothing, Can, IdOf, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { RolesService } from '../roles.service.js';
import {
  CreateRoleOrganisationPermissionDto,
  RoleOrganisationPermissionDto,
  toRoleOrganisationPermission,
  UpdateRoleOrganisationPermissionDto,
} from './role-permission.dto.js';
import { RolePermissionsService } from './role-permissions.service.js';

/** What a role gives on the organisation itself. */
@ApiTags('roles')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/roles/:roleId/organisation-permissions')
export class RoleOrganisationPermissionsController {
  constructor(
    private readonly roles: RolesService,
    private readonly permissions: RolePermissionsService,
  ) {}

  /** One row, or none. */
  @Get()
  @Can('organisation:admin')
  @Answers(PageOf(RoleOrganisationPermissionDto))
  async list(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Paging() page: PageRequest,
  ): Promise<Page<RoleOrganisationPermissionDto>> {
    const role = await this.roles.find(organisation, roleId);
    return page.of(await this.permissions.on(role, 'organisation'), toRoleOrganisationPermission);
  }

  @Post()
  @Can('organisation:admin')
  @Answers(RoleOrganisationPermissionDto, 201)
  async create(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Body() { permissions }: CreateRoleOrganisationPermissionDto,
  ): Promise<RoleOrganisationPermissionDto> {
    const role = await this.roles.find(organisation, roleId);
    return toRoleOrganisationPermission(
      await this.permissions.create(role, 'organisation', { permissions: keysOnly(permissions) }),
    );
  }

  @Get(':id')
  @Can('organisation:admin')
  @Answers(RoleOrganisationPermissionDto)
  async retrieve(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<RoleOrganisationPermissionDto> {
    const role = await this.roles.find(organisation, roleId);
    return toRoleOrganisationPermission(await this.permissions.find(role, 'organisation', id));
  }

  @Put(':id')
  @Can('organisation:admin')
  @Answers(RoleOrganisationPermissionDto)
  replace(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() input: UpdateRoleOrganisationPermissionDto,
  ): Promise<RoleOrganisationPermissionDto> {
    return this.update(organisation, roleId, id, input);
  }

  @Patch(':id')
  @Can('organisation:admin')
  @Answers(RoleOrganisationPermissionDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() { permissions }: UpdateRoleOrganisationPermissionDto,
  ): Promise<RoleOrganisationPermissionDto> {
    const role = await this.roles.find(organisation, roleId);
    return toRoleOrganisationPermission(
      await this.permissions.update(role, 'organisation', id, { permissions: keysOnly(permissions) }),
    );
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  async delete(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<void> {
    await this.permissions.delete(await this.roles.find(organisation, roleId), 'organisation', id);
  }
}

const keysOnly = (keys?: string[]): { permission_key: string }[] | undefined =>
  keys?.map((key) => ({ permission_key: key }));
