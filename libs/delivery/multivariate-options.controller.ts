import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { scalarOf } from '#features';
import { NotFound } from '#platform/errors';
import { Answers, CallerOf, IdOf, ListOf, Scalar, SdkKey } from '#platform/http';
import { SdkCaller } from './environment-key.strategy.js';

class OptionValueDto {
  @Scalar({ nullable: true }) value: string | number | boolean | null;
}

class OptionValuesDto {
  @Scalar({ nullable: true }) control_value: string | number | boolean | null;
  @ListOf(() => OptionValueDto) options: OptionValueDto[];
}

/** The values that a multivariate feature can take, for SDKs that show them. */
@ApiTags('sdk')
@Controller('api/v1/flags')
export class SdkMultivariateOptionsController {
  @Get(':featureId/multivariate-options')
  @SdkKey('client')
  @Answers(OptionValuesDto)
  options(@CallerOf() { opened }: SdkCaller, @IdOf('featureId') featureId: number): OptionValuesDto {
    const state = opened.environment.states.find((one) => one.featureId === featureId);
    if (!state || (state.serverKeyOnly && opened.side === 'client')) throw NotFound.of('Feature');
    return { control_value: scalarOf(state), options: state.variants.map((variant) => ({ value: scalarOf(variant) })) };
  }
}
