import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Environment, InEnvironment } from '#environments';
import { Refused } from '#platform/errors';
import { Answers, AnswersNothing, Can } from '#platform/http';
import { DeleteTraitsDto, TraitKeysDto } from './trait.dto.js';
import { TraitRepository } from './trait.repository.js';
import { TraitsService } from './traits.service.js';

/** The traits of all identities of an environment. */
@ApiTags('identities')
@Controller('api/v1/environments/:environmentKey')
export class TraitKeysController {
  constructor(
    private readonly repository: TraitRepository,
    private readonly traits: TraitsService,
  ) {}

  @Get('trait-keys')
  @Can('environment:VIEW_ENVIRONMENT')
  @Answers(TraitKeysDto)
  async list(@InEnvironment() environment: Environment): Promise<TraitKeysDto> {
    return { keys: await this.repository.keysIn(environment.id) };
  }

  @Post('delete-traits')
  @Can('environment:admin')
  @AnswersNothing(200)
  async delete(@InEnvironment() environment: Environment, @Body() { key }: DeleteTraitsDto): Promise<void> {
    const text = typeof key === 'string' ? key.trim() : typeof key === 'number' ? String(key) : '';
    if (text === '' || text.includes('\u0000')) throw new Refused("Couldn't delete trait keys.");
    await this.traits.deleteKey(environment, text);
  }
}
