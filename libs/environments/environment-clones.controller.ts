import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CallerOf, SignedIn, type Caller } from '#platform/http';
import { EnvironmentClonesService } from './environment-clones.service.js';
import { CloneEnvironmentDto, ClonedEnvironmentDto, toClonedEnvironment } from './environment.dto.js';

/** The right that is needed is one on the project, which the path does not name: the service asks for it. */
@ApiTags('environments')
@Controller('api/v1/environments/:environmentKey/clone')
export class EnvironmentClonesController {
  constructor(private readonly clones: EnvironmentClonesService) {}

  @Post()
  @SignedIn()
  @Answers(ClonedEnvironmentDto)
  async clone(
    @Param('environmentKey') key: string,
    @Body() input: CloneEnvironmentDto,
    @CallerOf() caller: Caller,
  ): Promise<ClonedEnvironmentDto> {
    return toClonedEnvironment(await this.clones.clone(key, input, caller));
  }
}
