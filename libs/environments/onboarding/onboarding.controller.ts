import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersNothing, Public } from '#platform/http';
import type { Environment } from '../environment.entity.js';
import { EnvironmentScope } from '../environment.scope.js';
import { FirstEvaluationRepository } from './first-evaluation.repository.js';
import { OnboardingStatusDto, RecordFirstEvaluationDto, toOnboardingStatus } from './onboarding.dto.js';

/** Whether an SDK has asked yet. Whoever knows the key, which SDKs show to everybody, may read it and say so. */
@ApiTags('onboarding')
@Controller('api/v1/environments/:environmentKey/onboarding-status')
export class OnboardingController {
  constructor(
    private readonly environments: EnvironmentScope,
    private readonly firsts: FirstEvaluationRepository,
  ) {}

  @Get()
  @Public()
  @Answers(OnboardingStatusDto)
  async retrieve(@Param('environmentKey') environmentKey: string): Promise<OnboardingStatusDto> {
    return toOnboardingStatus(await this.firsts.of((await this.find(environmentKey)).id));
  }

  @Put()
  @Public()
  @AnswersNothing()
  async record(
    @Param('environmentKey') environmentKey: string,
    @Body() { first_evaluated_sdk_label: sdk }: RecordFirstEvaluationDto,
  ): Promise<void> {
    await this.firsts.record((await this.find(environmentKey)).id, sdk);
  }

  private async find(environmentKey: string): Promise<Environment> {
    const environment = await this.environments.load({ environmentKey });
    if (!environment) throw this.environments.absent();
    return environment;
  }
}
