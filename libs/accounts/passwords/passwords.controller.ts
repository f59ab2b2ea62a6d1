import { Body, Controller, Ip, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnswersNothing, CallerOf, Public, SignedIn, Throttle, type Caller } from '#platform/http';
import { Events } from '#platform/outbox';
import { UserAccountSettings } from '../accounts.settings.js';
import { AddressDto } from '../mailed-links/mailed-link.dto.js';
import { SessionAnswers } from '../sessions/session-answers.js';
import { personBehind } from '../user.caller.js';
import { LinkRequested } from '../user.events.js';
import { ResetPasswordDto, SetPasswordDto } from './password.dto.js';
import { PasswordsService } from './passwords.service.js';

@ApiTags('auth')
@Controller('api/v1/auth/users')
export class PasswordsController {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly answers: SessionAnswers,
    private readonly events: Events,
    private readonly throttle: Throttle,
    private readonly settings: UserAccountSettings,
  ) {}

  @Post('set_password')
  @SignedIn()
  @AnswersNothing()
  async set(
    @CallerOf() caller: Caller,
    @Body() input: SetPasswordDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const user = personBehind(caller);
    await this.passwords.set(user, input);
    await this.answers.renew(user.id, reply);
  }

  /** Does the same, and takes as long, whether or not there is such an account: the worker finds out. */
  @Post('reset_password')
  @Public()
  @AnswersNothing()
  async requestReset(@Body() { email }: AddressDto, @Ip() ip: string): Promise<void> {
    await this.throttle.take('link-request', ip, this.settings.resetThrottle);
    await this.events.publish(new LinkRequested({ email: email.toLowerCase(), purpose: 'password' }));
  }

  @Post('reset_password_confirm')
  @Public()
  @AnswersNothing()
  async reset(@Body() input: ResetPasswordDto, @Ip() ip: string): Promise<void> {
    await this.throttle.take('mailed-link', ip, this.settings.resetThrottle);
    await this.passwords.reset(input);
  }
}
