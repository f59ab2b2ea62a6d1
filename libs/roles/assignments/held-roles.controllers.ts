import { Controller, Delete, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AccessService } from '#access';
import { UserCaller } from '#accounts';
import { InOrganisation, NotPrivileged, Organisation } from '#organisations';
import { Denied } from '#platform/errors';
import {
  Answers,
  AnswersNothing,
  ByPeople,
  CallerOf,
  Can,
  IdOf,
  PageOf,
  PageRequest,
  Paging,
  type Caller,
  type Page,
} from '#platform/http';
import { RoleDto, toRole } from '../role.dto.js';
import { RoleAssignmentsService } from './role-assignments.service.js';
import { RoleHolders } from './role-holders.js';

/** The roles that a member holds themselves; `:id` is that of the role, here and below. */
@ApiTags('roles')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/users/:userId/roles')
export class UserRolesController {
  constructor(
    private readonly assignments: RoleAssignmentsService,
    private readonly holders: RoleHolders,
    private readonly access: AccessService,
  ) {}

  /** Everybody may read their own, and admins all. */
  @Get()
  @Can('organisation:member')
  @Answers(PageOf(RoleDto))
  async list(
    @InOrganisation() { id: organisationId, accessPath }: Organisation,
    @IdOf('userId') userId: number,
    @CallerOf() caller: Caller,
    @Paging() page: PageRequest,
  ): Promise<Page<RoleDto>> {
    const isMe = caller instanceof UserCaller && caller.user.id === userId;
    if (!isMe && !(await this.access.rightsOf(caller, accessPath)).isAdminOf('organisation')) throw new Denied();
    const holder = await this.holders.user(organisationId, userId);
    return page.of(await this.assignments.rolesOf(organisationId, holder), toRole);
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  async delete(
    @InOrganisation() { id: organisationId }: Organisation,
    @IdOf('userId') userId: number,
    @IdOf('id') roleId: number,
  ): Promise<void> {
    await this.assignments.take(organisationId, await this.holders.user(organisationId, userId), roleId);
  }
}

/** The roles of a group. */
@ApiTags('roles')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/groups/:groupId/roles')
export class GroupRolesController {
  constructor(
    private readonly assignments: RoleAssignmentsService,
    private readonly holders: RoleHolders,
  ) {}

  @Get()
  @Can('organisation:admin')
  @Answers(PageOf(RoleDto))
  async list(
    @InOrganisation() { id: organisationId }: Organisation,
    @IdOf('groupId') groupId: number,
    @Paging() page: PageRequest,
  ): Promise<Page<RoleDto>> {
    const holder = await this.holders.group(organisationId, groupId);
    return page.of(await this.assignments.rolesOf(organisationId, holder), toRole);
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  async delete(
    @InOrganisation() { id: organisationId }: Organisation,
    @IdOf('groupId') groupId: number,
    @IdOf('id') roleId: number,
  ): Promise<void> {
    await this.assignments.take(organisationId, await this.holders.group(organisationId, groupId), roleId);
  }
}

/** The roles of a master API key. Only people take one away. */
@ApiTags('roles')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/master-api-keys/:prefix/roles')
export class MasterApiKeyRolesController {
  constructor(
    private readonly assignments: RoleAssignmentsService,
    private readonly holders: RoleHolders,
  ) {}

  @Get()
  @Can('organisation:admin')
  @Answers(PageOf(RoleDto))
  async list(
    @InOrganisation() { id: organisationId }: Organisation,
    @Param('prefix') prefix: string,
    @Paging() page: PageRequest,
  ): Promise<Page<RoleDto>> {
    const holder = await this.holders.key(organisationId, prefix);
    return page.of(await this.assignments.rolesOf(organisationId, holder), toRole);
  }

  @Delete(':id/detach-roles-from-master-api-key')
  @Can('organisation:admin')
  @ByPeople(true)
  @AnswersNothing()
  async delete(
    @InOrganisation() { id: organisationId }: Organisation,
    @Param('prefix') prefix: string,
    @IdOf('id') roleId: number,
  ): Promise<void> {
    await this.assignments.take(organisationId, await this.holders.key(organisationId, prefix), roleId);
  }
}
