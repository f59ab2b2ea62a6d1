import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Can, IdOf } from '#platform/http';
import { InProject, Project } from '#projects';
import { FeaturesService } from '../features.service.js';
import { CodeReferencesDto, CreateScanDto, ScanDto } from './code-reference.dto.js';
import { CodeReferenceRepository, withOffset } from './code-reference.repository.js';

/** Where features are in code: scanners write it, people read it. */
@ApiTags('code-references')
@Controller('api/v1/projects/:projectId')
export class CodeReferencesController {
  constructor(
    private readonly references: CodeReferenceRepository,
    private readonly features: FeaturesService,
  ) {}

  @Post('code-references')
  @Can('project:VIEW_PROJECT')
  @Answers(ScanDto, 201)
  async record(@InProject() { id: project }: Project, @Body() input: CreateScanDto): Promise<ScanDto> {
    const scan = { ...input, vcs_provider: input.vcs_provider ?? 'github' };
    const at = await this.references.record(project, scan);
    return { ...scan, project, created_at: at.toISOString() };
  }

  @Get('features/:id/code-references')
  @Can('project:VIEW_PROJECT')
  @Answers([CodeReferencesDto])
  async ofFeature(@InProject() project: Project, @IdOf('id') id: number): Promise<CodeReferencesDto[]> {
    const { name } = await this.features.find(project, id);
    const found = await this.references.of(id);
    return found.map(({ url, provider, revision, scannedAt, places }) => ({
      repository_url: url,
      vcs_provider: provider,
      revision,
      last_successful_repository_scanned_at: withOffset(scannedAt),
      last_feature_found_at: withOffset(scannedAt),
      code_references: places.map(({ file_path, line_number }) => ({
        feature_name: name,
        file_path,
        line_number,
        permalink: `${url}/blob/${revision}/${file_path}#L${line_number}`,
      })),
    }));
  }
}
