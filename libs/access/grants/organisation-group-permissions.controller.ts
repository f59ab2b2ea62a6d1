import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GroupRepository, InOrganisation, NotPrivileged, Organisation } from '#organisations';
import { Answers, AnswersNothing, Can, IdOf, Text } from '#platform/http';
import { GrantsService } from './grants.service.js';
import { GroupGrantsQuery } from './group-grants.query.js';
import { invalidChoice, readChoice } from './holder-filter.js';
import {
  CreateOrganisationGroupPermissionDto,
  ListedOrganisationGroupPermissionDto,
  OrganisationGroupPermissionDto,
  PatchOrganisationGroupPermissionDto,
  toListedOrganisationGroupPermissions,
  toOrganisationGroupPermission,
  UpdateOrganisationGroupPermissionDto,
} from './group-permission.dto.js';

class GroupPermissionFilters {
  @Text({ optional: true, blank: true, description: 'the id of a group' }) group?: string;
}

/** What groups have been granted on an organisation. */
@ApiTags('permissions')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/user-group-permissions')
export class OrganisationGroupPermissionsController {
  constructor(
    private readonly grants: GrantsService,
    private readonly query: GroupGrantsQuery,
    private readonly groups: GroupRepository,
  ) {}

  @Get()
  @Can('organisation:admin')
  @Answers([ListedOrganisationGroupPermissionDto])
  async list(
    @InOrganisation() { id, accessPath }: Organisation,
    @Query() filters: GroupPermissionFilters,
  ): Promise<ListedOrganisationGroupPermissionDto[]> {
    const rows = toListedOrganisationGroupPermissions(...(await this.query.on(accessPath)));
    if (!filters.group) return rows;
    const wanted = readChoice('group', filters.group);
    const found = rows.filter(({ group }) => group.id === wanted);
    if (found.length === 0 && !(await this.groups.find(id, wanted))) throw invalidChoice('group');
    return found;
  }

  @Post()
  @Can('organisation:admin')
  @Answers(OrganisationGroupPermissionDto, 201)
  async create(
    @InOrganisation() { accessPath }: Organisation,
    @Body() input: CreateOrganisationGroupPermissionDto,
  ): Promise<OrganisationGroupPermissionDto> {
    return toOrganisationGroupPermission(await this.grants.create(accessPath, input));
  }

  @Put(':id')
  @Can('organisation:admin')
  @Answers(OrganisationGroupPermissionDto)
  replace(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @Body() input: UpdateOrganisationGroupPermissionDto,
  ): Promise<OrganisationGroupPermissionDto> {
    return this.update(organisation, id, input);
  }

  @Patch(':id')
  @Can('organisation:admin')
  @Answers(OrganisationGroupPermissionDto)
  async update(
    @InOrganisation() { accessPath }: Organisation,
    @IdOf('id') id: number,
    @Body() input: PatchOrganisationGroupPermissionDto,
  ): Promise<OrganisationGroupPermissionDto> {
    return toOrganisationGroupPermission(await this.grants.update(accessPath, 'group', id, input));
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  delete(@InOrganisation() { accessPath }: Organisation, @IdOf('id') id: number): Promise<void> {
    return this.grants.delete(accessPath, 'group', id);
  }
}
