import { Body, Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InOrganisation, NotPrivileged, Organisation } from '#organisations';
import { Answers, AnswersNothing, ByPeople, Can, IdOf, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { RolesService } from '../roles.service.js';
import {
  CreateMasterApiKeyRoleDto,
  MasterApiKeyRoleDto,
  PatchMasterApiKeyRoleDto,
  toMasterApiKeyRole,
  UpdateMasterApiKeyRoleDto,
} from './role-assignment.dto.js';
import { RoleAssignmentRepository } from './role-assignment.repository.js';
import { RoleAssignmentsService } from './role-assignments.service.js';
import { RoleHolders } from './role-holders.js';

/** Which keys hold a role. Only people change that: a key shall not widen what keys may. */
@ApiTags('roles')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/roles/:roleId/master-api-keys')
export class RoleMasterApiKeysController {
  constructor(
    private readonly roles: RolesService,
    private readonly assignments: RoleAssignmentsService,
    private readonly repository: RoleAssignmentRepository,
    private readonly holders: RoleHolders,
  ) {}

  @Get()
  @Can('organisation:admin')
  @Answers(PageOf(MasterApiKeyRoleDto))
  async list(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Paging() page: PageRequest,
  ): Promise<Page<MasterApiKeyRoleDto>> {
    const role = await this.roles.find(organisation, roleId);
    const [found, count] = await this.repository.of(role, 'key', page);
    return page.answer(count, found.map(toMasterApiKeyRole));
  }

  /** Who holds the role already keeps the assignment they have. */
  @Post()
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(MasterApiKeyRoleDto, 201)
  async create(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Body() input: CreateMasterApiKeyRoleDto,
  ): Promise<MasterApiKeyRoleDto> {
    const role = await this.roles.find(organisation, roleId);
    const holder = await this.holders.namedKey(organisation.id, input.master_api_key);
    return toMasterApiKeyRole(await this.assignments.assign(role, holder));
  }

  @Get(':id')
  @Can('organisation:admin')
  @Answers(MasterApiKeyRoleDto)
  async retrieve(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<MasterApiKeyRoleDto> {
    return toMasterApiKeyRole(await this.assignments.find(await this.roles.find(organisation, roleId), 'key', id));
  }

  @Put(':id')
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(MasterApiKeyRoleDto)
  replace(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() input: UpdateMasterApiKeyRoleDto,
  ): Promise<MasterApiKeyRoleDto> {
    return this.update(organisation, roleId, id, input);
  }

  @Patch(':id')
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(MasterApiKeyRoleDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() { master_api_key: keyId }: PatchMasterApiKeyRoleDto,
  ): Promise<MasterApiKeyRoleDto> {
    const role = await this.roles.find(organisation, roleId);
    const holder = keyId === undefined ? undefined : await this.holders.namedKey(organisation.id, keyId);
    return toMasterApiKeyRole(await this.assignments.update(role, 'key', id, holder));
  }

  @Delete(':id')
  @Can('organisation:admin')
  @ByPeople(true)
  @AnswersNothing()
  async delete(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<void> {
    await this.assignments.delete(await this.roles.find(organisation, roleId), 'key', id);
  }
}
