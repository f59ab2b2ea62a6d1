import { Body, Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InOrganisation, NotPrivileged, Organisation } from '#organisations';
import { Answers, AnswersNothing, Can, IdOf, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { RolesService } from '../roles.service.js';
import {
  CreateUserRoleDto,
  UserRoleDto,
  PatchUserRoleDto,
  toUserRole,
  UpdateUserRoleDto,
} from './role-assignment.dto.js';
import { RoleAssignmentRepository } from './role-assignment.repository.js';
import { RoleAssignmentsService } from './role-assignments.service.js';
import { RoleHolders } from './role-holders.js';

/** Which members hold a role. */
@ApiTags('roles')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/roles/:roleId/users')
export class RoleUsersController {
  constructor(
    private readonly roles: RolesService,
    private readonly assignments: RoleAssignmentsService,
    private readonly repository: RoleAssignmentRepository,
    private readonly holders: RoleHolders,
  ) {}

  @Get()
  @Can('organisation:admin')
  @Answers(PageOf(UserRoleDto))
  async list(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Paging() page: PageRequest,
  ): Promise<Page<UserRoleDto>> {
    const role = await this.roles.find(organisation, roleId);
    const [found, count] = await this.repository.of(role, 'user', page);
    return page.answer(count, found.map(toUserRole));
  }

  /** Who holds the role already keeps the assignment they have. */
  @Post()
  @Can('organisation:admin')
  @Answers(UserRoleDto, 201)
  async create(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @Body() input: CreateUserRoleDto,
  ): Promise<UserRoleDto> {
    const role = await this.roles.find(organisation, roleId);
    const holder = await this.holders.namedUser(organisation.id, input.user);
    return toUserRole(await this.assignments.assign(role, holder));
  }

  @Get(':id')
  @Can('organisation:admin')
  @Answers(UserRoleDto)
  async retrieve(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<UserRoleDto> {
    return toUserRole(await this.assignments.find(await this.roles.find(organisation, roleId), 'user', id));
  }

  @Put(':id')
  @Can('organisation:admin')
  @Answers(UserRoleDto)
  replace(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() input: UpdateUserRoleDto,
  ): Promise<UserRoleDto> {
    return this.update(organisation, roleId, id, input);
  }

  @Patch(':id')
  @Can('organisation:admin')
  @Answers(UserRoleDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
    @Body() { user }: PatchUserRoleDto,
  ): Promise<UserRoleDto> {
    const role = await this.roles.find(organisation, roleId);
    const holder = user === undefined ? undefined : await this.holders.namedUser(organisation.id, user);
    return toUserRole(await this.assignments.update(role, 'user', id, holder));
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  async delete(
    @InOrganisation() organisation: Organisation,
    @IdOf('roleId') roleId: number,
    @IdOf('id') id: number,
  ): Promise<void> {
    await this.assignments.delete(await this.roles.find(organisation, roleId), 'user', id);
  }
}
