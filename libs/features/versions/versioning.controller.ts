import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Environment, InEnvironment } from '#environments';
import { AnswersNothing, Can } from '#platform/http';
import { VersioningService } from './versioning.service.js';

/** It has happened when the request returns; upstream only promises. */
@ApiTags('versions')
@Controller('api/v1/environments/:environmentKey')
export class VersioningController {
  constructor(private readonly versioning: VersioningService) {}

  @Post('enable-v2-versioning')
  @Can('environment:admin')
  @AnswersNothing(202)
  enable(@InEnvironment() environment: Environment): Promise<void> {
    return this.versioning.enable(environment);
  }

  @Post('disable-v2-versioning')
  @Can('environment:admin')
  @AnswersNothing(202)
  disable(@InEnvironment() environment: Environment): Promise<void> {
    return this.versioning.disable(environment);
  }
}
