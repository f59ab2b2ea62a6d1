import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags, PartialType } from '@nestjs/swagger';
import type { Environment } from '#environments';
import { Denied, Invalid, NotFound } from '#platform/errors';
import {
  Answers,
  AnswersNothing,
  CallerOf,
  IdOf,
  Int,
  ManyOf,
  PageOf,
  PageRequest,
  Paging,
  SignedIn,
  type Caller,
  type Page,
} from '#platform/http';
import {
  CreateFeatureSegmentDto,
  FeatureSegmentDto,
  ListedFeatureSegmentDto,
  PriorityDto,
  toFeatureSegment,
  toListedFeatureSegment,
  UpdateFeatureSegmentDto,
} from './feature-segment.dto.js';
import type { FeatureSegment } from './feature-segment.entity.js';
import { FeatureSegmentRepository } from './feature-segment.repository.js';
import { FeatureSegmentsService } from './feature-segments.service.js';
import { NamedEnvironmentQuery, type Wanted } from './named-environment.query.js';

class FeatureSegmentFilters {
  @Int() environment: number;
  @Int() feature: number;
}

class PatchFeatureSegmentDto extends PartialType(UpdateFeatureSegmentDto, { skipNullProperties: false }) {}

const managing = (featureId: number): Wanted => ({ key: 'MANAGE_SEGMENT_OVERRIDES', featureId });

/** Bodies and rows name the environment, so the handlers ask themselves what the caller may. */
@ApiTags('segment-overrides')
@Controller('api/v1/features/feature-segments')
export class FeatureSegmentsController {
  constructor(
    private readonly featureSegments: FeatureSegmentsService,
    private readonly repository: FeatureSegmentRepository,
    private readonly environments: NamedEnvironmentQuery,
  ) {}

  /** Those that count now. Empty for who may not see the project. */
  @Get()
  @SignedIn()
  @Answers(PageOf(ListedFeatureSegmentDto))
  async list(
    @CallerOf() caller: Caller,
    @Query() { environment: id, feature: featureId }: FeatureSegmentFilters,
    @Paging() page: PageRequest,
  ): Promise<Page<ListedFeatureSegmentDto>> {
    const environment = await this.environments.find(caller, id, 'project:VIEW_PROJECT');
    const scope = environment && (await this.repository.liveScope(environment.id, featureId));
    const rows = scope ? await this.repository.inScope(scope) : [];
    return page.of(rows, toListedFeatureSegment);
  }

  @Post()
  @SignedIn()
  @Answers(FeatureSegmentDto, 201)
  async create(@CallerOf() caller: Caller, @Body() input: CreateFeatureSegmentDto): Promise<FeatureSegmentDto> {
    const environment = await this.environments.open(caller, input.environment, managing(input.feature));
    return toFeatureSegment(await this.featureSegments.create(environment, input));
  }

  /** All of one feature and environment. Those that are not named close up around them. */
  @Post('update-priorities')
  @SignedIn()
  @ApiBody({ type: [PriorityDto] })
  @Answers([ListedFeatureSegmentDto])
  async arrange(
    @CallerOf() caller: Caller,
    @Body(ManyOf(PriorityDto)) wanted: PriorityDto[],
  ): Promise<ListedFeatureSegmentDto[]> {
    const ids = [...new Set(wanted.map(({ id }) => id))];
    const rows = await this.repository.byIds(ids);
    if (rows.length < ids.length) throw Invalid.whole('Some of the provided ids were not found.');
    const scopes = new Set(
      rows.map((row) => `${row.environmentId} ${row.featureId} ${row.environmentFeatureVersion ?? ''}`),
    );
    for (const { environmentId, featureId } of rows)
      if (!(await this.environments.find(caller, environmentId, managing(featureId)))) throw new Denied();
    if (scopes.size > 1) throw Invalid.whole('All feature segments must belong to the same feature & environment.');
    await this.featureSegments.arrange(rows, wanted);
    return (await this.repository.byIds(ids)).map(toListedFeatureSegment);
  }

  /** For whoever may see the project. */
  @Get('get-by-uuid/:key')
  @SignedIn()
  @Answers(ListedFeatureSegmentDto)
  async retrieveByUuid(@CallerOf() caller: Caller, @Param('key') uuid: string): Promise<ListedFeatureSegmentDto> {
    const row = await this.repository.byUuid(uuid);
    const environment = row && (await this.environments.find(caller, row.environmentId, 'project:VIEW_PROJECT'));
    if (!row || !environment) throw NotFound.of('FeatureSegment');
    return toListedFeatureSegment(row);
  }

  @Get(':id')
  @SignedIn()
  @Answers(ListedFeatureSegmentDto)
  async retrieve(@CallerOf() caller: Caller, @IdOf('id') id: number): Promise<ListedFeatureSegmentDto> {
    return toListedFeatureSegment((await this.find(caller, id)).row);
  }

  @Put(':id')
  @SignedIn()
  @Answers(FeatureSegmentDto)
  async replace(
    @CallerOf() caller: Caller,
    @IdOf('id') id: number,
    @Body() input: UpdateFeatureSegmentDto,
  ): Promise<FeatureSegmentDto> {
    const { environment, row } = await this.find(caller, id);
    return toFeatureSegment(await this.featureSegments.update(environment, row, input));
  }

  @Patch(':id')
  @SignedIn()
  @Answers(FeatureSegmentDto)
  async update(
    @CallerOf() caller: Caller,
    @IdOf('id') id: number,
    @Body() input: PatchFeatureSegmentDto,
  ): Promise<FeatureSegmentDto> {
    const { environment, row } = await this.find(caller, id);
    return toFeatureSegment(await this.featureSegments.update(environment, row, input));
  }

  @Delete(':id')
  @SignedIn()
  @AnswersNothing()
  async delete(@CallerOf() caller: Caller, @IdOf('id') id: number): Promise<void> {
    await this.featureSegments.delete((await this.find(caller, id)).row);
  }

  private async find(caller: Caller, id: number): Promise<{ environment: Environment; row: FeatureSegment }> {
    const row = await this.repository.byId(id);
    const environment = row && (await this.environments.find(caller, row.environmentId, managing(row.featureId)));
    if (!row || !environment) throw NotFound.of('FeatureSegment');
    return { environment, row };
  }
}
