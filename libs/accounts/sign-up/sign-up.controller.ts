import { Body, Controller, Ip, Post, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, AnswersNothing, MayRefuse, Public, Throttle } from '#platform/http';
import { Events } from '#platform/outbox';
import { UserAccountSettings } from '../accounts.settings.js';
import { AddressDto, MailedLinkDto } from '../mailed-links/mailed-link.dto.js';
import { SessionAnswers } from '../sessions/session-answers.js';
import { LinkRequested } from '../user.events.js';
import { SignedUpDto, SignUpDto, toSignedUp } from './sign-up.dto.js';
import { SignUpService } from './sign-up.service.js';

@ApiTags('auth')
@Controller('api/v1/auth/users')
export class SignUpController {
  constructor(
    private readonly signUps: SignUpService,
    private readonly answers: SessionAnswers,
    private readonly events: Events,
    private readonly throttle: Throttle,
    private readonly settings: UserAccountSettings,
  ) {}

  @Post()
  @Public()
  @Answers(SignedUpDto, 201)
  @MayRefuse(401, 'nobody may sign up here')
  @MayRefuse(403, 'only who was invited may sign up here')
  async signUp(
    @Body() input: SignUpDto,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedUpDto> {
    await this.throttle.take('signup', ip, this.settings.signupThrottle);
    const user = await this.signUps.signUp(input);
    return toSignedUp(user, await this.answers.open(user, reply));
  }

  @Post('activation')
  @Public()
  @AnswersNothing()
  async activate(@Body() input: MailedLinkDto, @Ip() ip: string): Promise<void> {
    await this.throttle.take('mailed-link', ip, this.settings.resetThrottle);
    await this.signUps.activate(input);
  }

  @Post('resend_activation')
  @Public()
  @AnswersNothing()
  @ApiResponse({ status: 400, description: 'accounts need no activation here' })
  async resend(
    @Body() { email }: AddressDto,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.throttle.take('link-request', ip, this.settings.resetThrottle);
    // upstream: nothing is said about why
    if (!this.settings.emailActivation) void reply.status(400);
    else await this.events.publish(new LinkRequested({ email: email.toLowerCase(), purpose: 'activation' }));
  }
}
