import { Body, Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InOrganisation, NotPrivileged, Organisation } from '#organisations';
import { Answers, AnswersNothing, Can, IdOf, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { RolesService } from '../roles.service.js';
import {
  CreateGroupRoleDto,
  GroupRoleDto,
  PatchGroupRoleDto,
  toGroupRole,
  UpdateGroupRoleDto,
} from './role-assignment.dto.js';
import { RoleAssignmentRepository } from './role-assignment.repository.js';
import { RoleAssignmentsService } from './role-assignments.service.js';
import { RoleHolders } from './role-holders.js';

/** Which groups hold a role. */
@ApiTags('roles')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/roles/:roleId/groups')
export class RoleGroupsController {
  constructor(
    private readonly roles: RolesService,
    private readonly assignments: RoleAssignmentsService,
    private readonly repository: RoleAssignmentRepository,
    private readonly holders: RoleHolders,
  ) {}

  @Get()
  @Can('organisation:admin')
  @Answers(PageOf(GroupRoleDto))
  async list(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Paging() page: PageRequest,
  ): Promise<Page<GroupRoleDto>> {
    const role = await this.roles.find(organisation, roleId);
    const [found, count] = await this.repository.of(role, 'group', page);
    return page.answer(count, found.map(toGroupRole));
  }

  /** Who holds the role already keeps the assignment they have. */
  @Post()
  @Can('organisation:admin')
  @Answers(GroupRoleDto, 201)
  async create(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Body() input: CreateGroupRoleDto,
  ): Promise<GroupRoleDto> {
    const role = await this.roles.find(organisation, roleId);
    const holder = await this.holders.namedGroup(organisation.id, input.group);
    return toGroupRole(await this.assignments.assign(role, holder));
  }

  @Get(':id')
  @Can('organisation:admin')
  @Answers(GroupRoleDto)
  async retrieve(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<GroupRoleDto> {
    return toGroupRole(await this.assignments.find(await this.roles.find(organisation, roleId), 'group', id));
  }

  @Put(':id')
  @Can('organisation:admin')
  @Answers(GroupRoleDto)
  replace(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() input: UpdateGroupRoleDto,
  ): Promise<GroupRoleDto> {
    return this.update(organisation, roleId, id, input);
  }

  @Patch(':id')
  @Can('organisation:admin')
  @Answers(GroupRoleDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() { group }: PatchGroupRoleDto,
  ): Promise<GroupRoleDto> {
    const role = await this.roles.find(organisation, roleId);
    const holder = group === undefined ? undefined : await this.holders.namedGroup(organisation.id, group);
    return toGroupRole(await this.assignments.update(role, 'group', id, holder));
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  async delete(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<void> {
    await this.assignments.delete(await this.roles.find(organisation, roleId), 'group', id);
  }
}
