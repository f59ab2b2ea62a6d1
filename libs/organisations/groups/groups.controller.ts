import { Body, Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiTags, PartialType } from '@nestjs/swagger';
import { Denied } from '#platform/errors';
import {
  Answers,
  AnswersNothing,
  CallerOf,
  Can,
  IdOf,
  PageOf,
  PageRequest,
  Paging,
  SignedIn,
  type Caller,
  type Page,
} from '#platform/http';
import type { Organisation } from '../organisation.entity.js';
import { InOrganisation } from '../organisation.scope.js';
import { GroupAccess } from './group-access.js';
import { CreateGroupDto, GroupDto, GroupSummaryDto, toGroup, toGroupSummary, UpdateGroupDto } from './group.dto.js';
import type { Group } from './group.entity.js';
import { GroupRepository } from './group.repository.js';
import { GroupsService } from './groups.service.js';

class PatchGroupDto extends PartialType(UpdateGroupDto, { skipNullProperties: false }) {}

@ApiTags('groups')
@Controller('api/v1/organisations/:organisationId/groups')
export class GroupsController {
  constructor(
    private readonly groups: GroupsService,
    private readonly repository: GroupRepository,
    private readonly access: GroupAccess,
  ) {}

  /** Those that the caller may manage. */
  @Get()
  @Can('organisation:member')
  @Answers(PageOf(GroupDto))
  async list(
    @InOrganisation() { id }: Organisation,
    @CallerOf() caller: Caller,
    @Paging() page: PageRequest,
  ): Promise<Page<GroupDto>> {
    const filter = await this.access.managedBy(caller, id);
    if (!filter) throw new Denied();
    const [groups, count] = await this.repository.page(id, filter, page);
    const members = await this.repository.membersOf(groups);
    return page.answer(
      count,
      groups.map((group) => toGroup(group, members)),
    );
  }

  /** Those that the caller is in; all for who may manage groups. */
  @Get('my-groups')
  @Can('organisation:member')
  @Answers(PageOf(GroupSummaryDto))
  async mine(
    @InOrganisation() { id }: Organisation,
    @CallerOf() caller: Caller,
    @Paging() page: PageRequest,
  ): Promise<Page<GroupSummaryDto>> {
    const filter = await this.access.of(caller, id);
    if (!filter) throw new Denied();
    const [groups, count] = await this.repository.page(id, filter, page);
    return page.answer(count, groups.map(toGroupSummary));
  }

  @Get('summaries')
  @Can('organisation:member')
  @Answers([GroupSummaryDto])
  async summaries(@InOrganisation() { id }: Organisation): Promise<GroupSummaryDto[]> {
    return (await this.repository.inOrganisation(id)).map(toGroupSummary);
  }

  @Post()
  @Can('organisation:MANAGE_USER_GROUPS')
  @Answers(GroupDto, 201)
  async create(@InOrganisation() organisation: Organisation, @Body() input: CreateGroupDto): Promise<GroupDto> {
    return toGroup(await this.groups.create(organisation, input), []);
  }

  @Get(':id')
  @SignedIn()
  @Answers(GroupDto)
  async retrieve(
    @IdOf('organisationId') organisationId: number,
    @IdOf('id') id: number,
    @CallerOf() caller: Caller,
  ): Promise<GroupDto> {
    return this.shown(await this.access.manageable(caller, organisationId, id));
  }

  @Put(':id')
  @SignedIn()
  @Answers(GroupDto)
  async replace(
    @IdOf('organisationId') organisationId: number,
    @IdOf('id') id: number,
    @Body() input: UpdateGroupDto,
    @CallerOf() caller: Caller,
  ): Promise<GroupDto> {
    return this.update(organisationId, id, input, caller);
  }

  @Patch(':id')
  @SignedIn()
  @Answers(GroupDto)
  async update(
    @IdOf('organisationId') organisationId: number,
    @IdOf('id') id: number,
    @Body() input: PatchGroupDto,
    @CallerOf() caller: Caller,
  ): Promise<GroupDto> {
    return this.shown(await this.groups.update(await this.access.manageable(caller, organisationId, id), input));
  }

  @Delete(':id')
  @SignedIn()
  @AnswersNothing()
  async delete(
    @IdOf('organisationId') organisationId: number,
    @IdOf('id') id: number,
    @CallerOf() caller: Caller,
  ): Promise<void> {
    await this.groups.delete(await this.access.manageable(caller, organisationId, id));
  }

  private async shown(group: Group): Promise<GroupDto> {
    return toGroup(group, await this.repository.membersOf([group]));
  }
}
