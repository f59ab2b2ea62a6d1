import { Body, Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiTags, PartialType } from '@nestjs/swagger';
import { Answers, AnswersNothing, Can, IdOf } from '#platform/http';
import { CreateServerKeyDto, ServerKeyDto, toServerKey, UpdateServerKeyDto } from '../environment.dto.js';
import { Environment } from '../environment.entity.js';
import { InEnvironment } from '../environment.scope.js';
import { EnvironmentApiKeyRepository } from './environment-api-key.repository.js';
import { EnvironmentApiKeysService } from './environment-api-keys.service.js';

class PatchServerKeyDto extends PartialType(UpdateServerKeyDto, { skipNullProperties: false }) {}

@ApiTags('api-keys')
@Controller('api/v1/environments/:environmentKey/api-keys')
export class EnvironmentApiKeysController {
  constructor(
    private readonly keys: EnvironmentApiKeysService,
    private readonly repository: EnvironmentApiKeyRepository,
  ) {}

  @Get()
  @Can('environment:admin')
  @Answers([ServerKeyDto])
  async list(@InEnvironment() environment: Environment): Promise<ServerKeyDto[]> {
    return (await this.repository.inEnvironment(environment.id)).map(toServerKey);
  }

  @Post()
  @Can('environment:admin')
  @Answers(ServerKeyDto, 201)
  async create(@InEnvironment() environment: Environment, @Body() input: CreateServerKeyDto): Promise<ServerKeyDto> {
    return toServerKey(await this.keys.create(environment, input));
  }

  @Put(':id')
  @Can('environment:admin')
  @Answers(ServerKeyDto)
  async replace(
    @InEnvironment() environment: Environment,
    @IdOf('id') id: number,
    @Body() input: UpdateServerKeyDto,
  ): Promise<ServerKeyDto> {
    return toServerKey(await this.keys.update(environment, id, input));
  }

  @Patch(':id')
  @Can('environment:admin')
  @Answers(ServerKeyDto)
  async update(
    @InEnvironment() environment: Environment,
    @IdOf('id') id: number,
    @Body() input: PatchServerKeyDto,
  ): Promise<ServerKeyDto> {
    return toServerKey(await this.keys.update(environment, id, input));
  }

  @Delete(':id')
  @Can('environment:admin')
  @AnswersNothing()
  delete(@InEnvironment() environment: Environment, @IdOf('id') id: number): Promise<void> {
    return this.keys.delete(environment, id);
  }
}
