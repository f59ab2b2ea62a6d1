import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Environment, InEnvironment } from '#environments';
import { Answers, Can, Int } from '#platform/http';
import { FeatureLifecycleQuery } from './feature-lifecycle.query.js';

class FeatureLifecycleCountsDto {
  @Int() new: number;
  @Int() live: number;
  @Int() stale: number;
  @Int() permanent: number;
  @Int() needs_monitoring: number;
  @Int() to_remove: number;
}

@ApiTags('feature-lifecycle')
@Controller('api/v1/environments/:environmentId/feature-lifecycle-counts')
export class FeatureLifecycleController {
  constructor(private readonly lifecycle: FeatureLifecycleQuery) {}

  @Get()
  @Can('environment:VIEW_ENVIRONMENT')
  @Answers(FeatureLifecycleCountsDto)
  counts(@InEnvironment() environment: Environment): Promise<FeatureLifecycleCountsDto> {
    return this.lifecycle.counts(environment);
  }
}
