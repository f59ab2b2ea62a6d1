import { Body, Controller, Post, Put } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { Answers, CallerOf, KeepsFloats, ManyOf, SdkKey } from '#platform/http';
import { SdkCaller } from '../environment-key.strategy.js';
import { IncrementTraitDto, SetTraitDto, TraitIncrementedDto, TraitSetDto } from './trait.dto.js';
import { Usage } from '../usage/usage.js';
import { TraitsService } from './traits.service.js';

@ApiTags('sdk')
@Controller('api/v1/traits')
export class TraitsController {
  constructor(
    private readonly traits: TraitsService,
    private readonly usage: Usage,
  ) {}

  @Post()
  @SdkKey('client')
  @KeepsFloats()
  @Answers(TraitSetDto)
  set(@CallerOf() { opened }: SdkCaller, @Body() input: SetTraitDto): Promise<TraitSetDto> {
    this.usage.request(opened.environment.row.id, 'traits');
    return this.traits.set(opened, input);
  }

  @Put('bulk')
  @SdkKey('client')
  @KeepsFloats()
  @ApiBody({ type: [SetTraitDto] })
  @Answers([TraitSetDto])
  setMany(@CallerOf() { opened }: SdkCaller, @Body(ManyOf(SetTraitDto)) inputs: SetTraitDto[]): Promise<TraitSetDto[]> {
    this.usage.request(opened.environment.row.id, 'traits');
    return this.traits.setMany(opened, inputs);
  }

  @Post('increment-value')
  @SdkKey('client')
  @Answers(TraitIncrementedDto)
  async increment(@CallerOf() { opened }: SdkCaller, @Body() input: IncrementTraitDto): Promise<TraitIncrementedDto> {
    this.usage.request(opened.environment.row.id, 'traits');
    const { identifier, trait_key } = input;
    return { trait_key, trait_value: await this.traits.increment(opened, input), identifier };
  }
}
