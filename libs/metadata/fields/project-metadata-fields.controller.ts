import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NotFound } from '#platform/errors';
import { Answers, Can, IdOf, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { InProject, Project } from '#projects';
import { MetadataFieldDto, ProjectMetadataFieldFilters, toMetadataField } from './metadata-field.dto.js';
import type { MetadataField } from './metadata-field.entity.js';
import { MetadataFieldRepository } from './metadata-field.repository.js';

@ApiTags('metadata')
@Controller('api/v1/projects/:projectId/metadata/fields')
export class ProjectMetadataFieldsController {
  constructor(private readonly fields: MetadataFieldRepository) {}

  @Get()
  @Can('project:VIEW_PROJECT')
  @Answers(PageOf(MetadataFieldDto))
  async list(
    @InProject() project: Project,
    @Query() filters: ProjectMetadataFieldFilters,
    @Paging({ sized: true }) page: PageRequest,
  ): Promise<Page<MetadataFieldDto>> {
    return page.of(await this.matching(project, filters), toMetadataField);
  }

  @Get(':id')
  @Can('project:VIEW_PROJECT', 'hidden')
  @Answers(MetadataFieldDto)
  async retrieve(
    @InProject() project: Project,
    @IdOf('id') id: number,
    @Query() filters: ProjectMetadataFieldFilters,
  ): Promise<MetadataFieldDto> {
    const found = (await this.matching(project, filters)).find((field) => field.id === id);
    if (!found) throw NotFound.of('MetadataField');
    return toMetadataField(found);
  }

  private async matching(
    project: Project,
    { include_organisation = false, entity }: ProjectMetadataFieldFilters,
  ): Promise<MetadataField[]> {
    const fields = await this.fields.ofProject(project, include_organisation);
    if (entity === undefined) return fields;
    return fields.filter(({ modelFields }) => modelFields.some(({ model }) => model === entity));
  }
}
