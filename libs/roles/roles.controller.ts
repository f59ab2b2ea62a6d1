import { Body, Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InOrganisation, NotPrivileged, Organisation } from '#organisations';
import { Answers, AnswersNothing, Can, IdOf, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { CreateRoleDto, PatchRoleDto, RoleDto, toRole, UpdateRoleDto } from './role.dto.js';
import { RoleRepository } from './role.repository.js';
import { RolesService } from './roles.service.js';

@ApiTags('roles')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/roles')
export class RolesController {
  constructor(
    private readonly roles: RolesService,
    private readonly repository: RoleRepository,
  ) {}

  @Get()
  @Can('organisation:admin')
  @Answers(PageOf(RoleDto))
  async list(@InOrganisation() { id }: Organisation, @Paging() page: PageRequest): Promise<Page<RoleDto>> {
    const [found, count] = await this.repository.inOrganisation(id, page);
    return page.answer(count, found.map(toRole));
  }

  @Post()
  @Can('organisation:admin')
  @Answers(RoleDto, 201)
  async create(@InOrganisation() organisation: Organisation, @Body() input: CreateRoleDto): Promise<RoleDto> {
    return toRole(await this.roles.create(organisation, input));
  }

  @Get(':id')
  @Can('organisation:admin')
  @Answers(RoleDto)
  async retrieve(@InOrganisation() organisation: Organisation, @IdOf('id') id: number): Promise<RoleDto> {
    return toRole(await this.roles.find(organisation, id));
  }

  @Put(':id')
  @Can('organisation:admin')
  @Answers(RoleDto)
  async replace(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @Body() input: UpdateRoleDto,
  ): Promise<RoleDto> {
    return toRole(await this.roles.update(await this.roles.find(organisation, id), input));
  }

  @Patch(':id')
  @Can('organisation:admin')
  @Answers(RoleDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @Body() input: PatchRoleDto,
  ): Promise<RoleDto> {
    return toRole(await this.roles.update(await this.roles.find(organisation, id), input));
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  async delete(@InOrganisation() organisation: Organisation, @IdOf('id') id: number): Promise<void> {
    await this.roles.delete(await this.roles.find(organisation, id));
  }
}
