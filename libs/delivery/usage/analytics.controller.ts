import { Body, Controller, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { Invalid } from '#platform/errors';
import { AnswersNothing, Bool, CallerOf, Int, ListOf, SdkKey, Text } from '#platform/http';
import { SdkCaller } from '../environment-key.strategy.js';
import { Usage } from './usage.js';

class EvaluationDto {
  @Text({ max: 2_000 }) feature_name: string;
  @Text({ optional: true, nullable: true, max: 2_000 }) identity_identifier?: string | null;
  @Bool() enabled_when_evaluated: boolean;
  @Int({ min: 0 }) count: number;
}

class EvaluationsDto {
  @ListOf(() => EvaluationDto) evaluations: EvaluationDto[];
}

/** What SDKs report of the flags they were asked for. */
@ApiTags('sdk')
@Controller('api')
export class AnalyticsController {
  constructor(private readonly usage: Usage) {}

  /** Names that the environment does not know and counts that are none are passed over. */
  @Post('v1/analytics/flags')
  @SdkKey('client')
  @ApiBody({ schema: { type: 'object', additionalProperties: true }, description: 'how often, by feature name' })
  @AnswersNothing(200)
  countByName(@CallerOf() { opened }: SdkCaller, @Body() body: unknown): void {
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw Invalid.whole('Invalid data. Expected a dictionary.');
    const known = new Set(opened.environment.states.map(({ featureName }) => featureName));
    for (const [feature, count] of Object.entries(body)) {
      if (known.has(feature) && Number.isInteger(count) && count > 0)
        this.usage.evaluation(
          { environmentId: opened.environment.row.id, feature, identifier: null, enabled: null },
          count,
        );
    }
  }

  @Post('v2/analytics/flags')
  @SdkKey('client')
  @AnswersNothing()
  count(@CallerOf() { opened }: SdkCaller, @Body() { evaluations }: EvaluationsDto): void {
    const known = new Set(opened.environment.states.map(({ featureName }) => featureName));
    for (const { feature_name: feature, identity_identifier, enabled_when_evaluated: enabled, count } of evaluations) {
      const identifier = identity_identifier ?? null;
      if (known.has(feature) && count > 0)
        this.usage.evaluation({ environmentId: opened.environment.row.id, feature, identifier, enabled }, count);
    }
  }
}
