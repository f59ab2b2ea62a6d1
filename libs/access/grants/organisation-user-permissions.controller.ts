import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InOrganisation, MembershipRepository, NotPrivileged, Organisation } from '#organisations';
import { Answers, AnswersNothing, Can, IdOf, Text } from '#platform/http';
import { GrantRepository } from './grant.repository.js';
import { GrantsService } from './grants.service.js';
import { invalidChoice, readChoice } from './holder-filter.js';
import {
  CreateOrganisationUserPermissionDto,
  ListedOrganisationUserPermissionDto,
  OrganisationUserPermissionDto,
  PatchOrganisationUserPermissionDto,
  toListedOrganisationUserPermissions,
  toOrganisationUserPermission,
  UpdateOrganisationUserPermissionDto,
} from './user-permission.dto.js';

class UserPermissionFilters {
  @Text({ optional: true, blank: true, description: 'the id of a member' }) user?: string;
}

/** What single users have been granted on an organisation. */
@ApiTags('permissions')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/user-permissions')
export class OrganisationUserPermissionsController {
  constructor(
    private readonly grants: GrantsService,
    private readonly repository: GrantRepository,
    private readonly memberships: MembershipRepository,
  ) {}

  @Get()
  @Can('organisation:admin')
  @Answers([ListedOrganisationUserPermissionDto])
  async list(
    @InOrganisation() { id, accessPath }: Organisation,
    @Query() filters: UserPermissionFilters,
  ): Promise<ListedOrganisationUserPermissionDto[]> {
    const rows = toListedOrganisationUserPermissions(await this.repository.on(accessPath, 'user'));
    if (!filters.user) return rows;
    const wanted = readChoice('user', filters.user);
    const found = rows.filter(({ user }) => user.id === wanted);
    if (found.length === 0 && !(await this.memberships.of(wanted, id))) throw invalidChoice('user');
    return found;
  }

  @Post()
  @Can('organisation:admin')
  @Answers(OrganisationUserPermissionDto, 201)
  async create(
    @InOrganisation() { accessPath }: Organisation,
    @Body() input: CreateOrganisationUserPermissionDto,
  ): Promise<OrganisationUserPermissionDto> {
    return toOrganisationUserPermission(await this.grants.create(accessPath, input));
  }

  @Put(':id')
  @Can('organisation:admin')
  @Answers(OrganisationUserPermissionDto)
  replace(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @Body() input: UpdateOrganisationUserPermissionDto,
  ): Promise<OrganisationUserPermissionDto> {
    return this.update(organisation, id, input);
  }

  @Patch(':id')
  @Can('organisation:admin')
  @Answers(OrganisationUserPermissionDto)
  async update(
    @InOrganisation() { accessPath }: Organisation,
    @IdOf('id') id: number,
    @Body() input: PatchOrganisationUserPermissionDto,
  ): Promise<OrganisationUserPermissionDto> {
    return toOrganisationUserPermission(await this.grants.update(accessPath, 'user', id, input));
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  delete(@InOrganisation() { accessPath }: Organisation, @IdOf('id') id: number): Promise<void> {
    return this.grants.delete(accessPath, 'user', id);
  }
}
