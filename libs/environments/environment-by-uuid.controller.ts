import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AccessService } from '#access';
import { Denied, NotFound } from '#platform/errors';
import { Answers, CallerOf, SignedIn, type Caller } from '#platform/http';
import { EnvironmentDto, toEnvironment } from './environment.dto.js';
import { EnvironmentRepository } from './environment.repository.js';

/** The path names no key, so the handler asks itself what the caller may. */
@ApiTags('environments')
@Controller('api/v1/environments/get-by-uuid')
export class EnvironmentByUuidController {
  constructor(
    private readonly environments: EnvironmentRepository,
    private readonly access: AccessService,
  ) {}

  /** Members who may not see it are refused, for strangers there is nothing. // upstream: 403 */
  @Get(':key')
  @SignedIn()
  @Answers(EnvironmentDto)
  async retrieve(@CallerOf() caller: Caller, @Param('key') uuid: string): Promise<EnvironmentDto> {
    const environment = await this.environments.byUuid(uuid);
    if (!environment?.project) throw NotFound.of('Environment');
    const rights = await this.access.rightsOf(caller, environment.accessPath);
    if (rights.has('environment', 'VIEW_ENVIRONMENT')) return toEnvironment(environment);
    throw rights.member ? new Denied() : NotFound.of('Environment');
  }
}
