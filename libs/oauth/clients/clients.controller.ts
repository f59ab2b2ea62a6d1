import { Body, Controller, Ip, Post, Res } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, Public, Throttle } from '#platform/http';
import { orFault, type OAuthFaultDto } from '../oauth-fault.js';
import { OAuthSettings } from '../oauth.settings.js';
import { ClientsService } from './clients.service.js';
import { RegistrationMetrics } from './registration-metrics.js';
import { RegisterClientDto, RegisteredClientDto } from './registration.dto.js';

@ApiTags('oauth')
@Controller('o/register')
export class ClientsController {
  constructor(
    private readonly clients: ClientsService,
    private readonly metrics: RegistrationMetrics,
    private readonly throttle: Throttle,
    private readonly settings: OAuthSettings,
  ) {}

  /** A program makes itself known (RFC 7591). */
  @Post()
  @Public()
  @ApiBody({ type: RegisterClientDto })
  @Answers(RegisteredClientDto, 201)
  async register(
    @Body() body: unknown,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredClientDto | OAuthFaultDto> {
    await this.throttle.take('oauth-register', ip, this.settings.registrationThrottle);
    const answer = await orFault(reply, () => this.clients.register(body));
    this.metrics.count(body, 'error' in answer ? 'rejected' : 'registered');
    return answer;
  }
}
