import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, AnswersNothing, CallerOf, SignedIn, type Caller } from '#platform/http';
import { personBehind } from '../user.caller.js';
import { BackupCodesDto, ConfirmMfaDto, MfaMethodDto, StartedMfaDto } from './mfa.dto.js';
import { APP, MfaService } from './mfa.service.js';

@ApiTags('mfa')
@Controller('api/v1/auth')
export class MfaController {
  constructor(private readonly mfa: MfaService) {}

  @Get('mfa/user-active-methods')
  @SignedIn()
  @Answers([MfaMethodDto])
  list(@CallerOf() caller: Caller): Promise<MfaMethodDto[]> {
    return this.mfa.activeMethods(personBehind(caller));
  }

  @Post(':method/activate')
  @SignedIn()
  @Answers(StartedMfaDto)
  async start(
    @CallerOf() caller: Caller,
    @Param('method') method: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StartedMfaDto | undefined> {
    const user = personBehind(caller);
    if (method === APP) return this.mfa.start(user);
    // upstream: the one 404 without a body
    void reply.status(404);
    return undefined;
  }

  @Post(':method/activate/confirm')
  @SignedIn()
  @Answers(BackupCodesDto)
  confirm(
    @CallerOf() caller: Caller,
    @Param('method') method: string,
    @Body() { code }: ConfirmMfaDto,
  ): Promise<BackupCodesDto> {
    return this.mfa.confirm(personBehind(caller), method, code);
  }

  @Post(':method/deactivate')
  @SignedIn()
  @AnswersNothing()
  turnOff(@CallerOf() caller: Caller, @Param('method') method: string): Promise<void> {
    return this.mfa.turnOff(personBehind(caller), method);
  }
}
