import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Environment, InEnvironment } from '#environments';
import { About, Answers, Can, IdOf } from '#platform/http';
import { CreateSegmentOverrideDto, SegmentOverrideDto, toSegmentOverride } from './segment-override.dto.js';
import { SegmentOverridesService } from './segment-overrides.service.js';

@ApiTags('segment-overrides')
@Controller('api/v1/environments/:environmentKey/features/:featureId/create-segment-override')
export class SegmentOverridesController {
  constructor(private readonly overrides: SegmentOverridesService) {}

  @Post()
  @Can('environment:MANAGE_SEGMENT_OVERRIDES')
  @About({ kind: 'feature', in: 'path', name: 'featureId' })
  @Answers(SegmentOverrideDto, 201)
  async create(
    @InEnvironment() environment: Environment,
    @IdOf('featureId') featureId: number,
    @Body() input: CreateSegmentOverrideDto,
  ): Promise<SegmentOverrideDto> {
    const { state, row } = await this.overrides.create(environment, featureId, input);
    return toSegmentOverride(state, row);
  }
}
