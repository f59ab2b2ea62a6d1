import { Body, Controller, Delete, Get, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersNothing, Can, IdOf, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { InProject, Project } from '#projects';
import { CreateTagDto, PatchTagDto, TagDto, toTag, UpdateTagDto } from './tag.dto.js';
import { TagRepository } from './tag.repository.js';
import { TagsService } from './tags.service.js';

@ApiTags('tags')
@Controller('api/v1/projects/:projectId/tags')
export class TagsController {
  constructor(
    private readonly tags: TagsService,
    private readonly repository: TagRepository,
  ) {}

  @Get()
  @Can('project:VIEW_PROJECT')
  @Answers(PageOf(TagDto))
  async list(@InProject() project: Project, @Paging() page: PageRequest): Promise<Page<TagDto>> {
    const [found, count] = await this.repository.inProject(project.id, page);
    return page.answer(count, found.map(toTag));
  }

  @Post()
  @Can('project:MANAGE_TAGS')
  @Answers(TagDto, 201)
  async create(@InProject() project: Project, @Body() input: CreateTagDto): Promise<TagDto> {
    return toTag(await this.tags.create(project, input));
  }

  @Get('get-by-uuid/:key')
  @Can('project:VIEW_PROJECT')
  @Answers(TagDto)
  async retrieveByUuid(@InProject() project: Project, @Param('key') uuid: string): Promise<TagDto> {
    return toTag(await this.tags.findByUuid(project, uuid));
  }

  /** For who manages them, as upstream has it: all others find them in the list. */
  @Get(':id')
  @Can('project:MANAGE_TAGS', 'hidden')
  @Answers(TagDto)
  async retrieve(@InProject() project: Project, @IdOf('id') id: number): Promise<TagDto> {
    return toTag(await this.tags.find(project, id));
  }

  @Put(':id')
  @Can('project:MANAGE_TAGS', 'hidden')
  @Answers(TagDto)
  async replace(@InProject() project: Project, @IdOf('id') id: number, @Body() input: UpdateTagDto): Promise<TagDto> {
    return toTag(await this.tags.update(await this.tags.find(project, id), input));
  }

  @Patch(':id')
  @Can('project:MANAGE_TAGS', 'hidden')
  @Answers(TagDto)
  async update(@InProject() project: Project, @IdOf('id') id: number, @Body() input: PatchTagDto): Promise<TagDto> {
    return toTag(await this.tags.update(await this.tags.find(project, id), input));
  }

  @Delete(':id')
  @Can('project:MANAGE_TAGS', 'hidden')
  @AnswersNothing()
  async delete(@InProject() project: Project, @IdOf('id') id: number): Promise<void> {
    await this.tags.delete(await this.tags.find(project, id));
  }
}
