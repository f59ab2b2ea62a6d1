import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersNothing, CallerOf, Public, SignedIn, Throttle, type Caller } from '#platform/http';
import { Events } from '#platform/outbox';
import { UserAccountSettings } from '../accounts.settings.js';
import { AddressDto } from '../mailed-links/mailed-link.dto.js';
import { personBehind } from '../user.caller.js';
import { LinkRequested } from '../user.events.js';
import { ResetEmailDto, SetEmailDto } from './address.dto.js';
import { AddressesService } from './addresses.service.js';

@ApiTags('auth')
@Controller('api/v1/auth/users')
export class AddressesController {
  constructor(
    private readonly addresses: AddressesService,
    private readonly events: Events,
    private readonly throttle: Throttle,
    private readonly settings: UserAccountSettings,
  ) {}

  @Post('set_email')
  @SignedIn()
  @AnswersNothing()
  set(@CallerOf() caller: Caller, @Body() input: SetEmailDto): Promise<void> {
    return this.addresses.set(personBehind(caller), input);
  }

  /** Does the same, and takes as long, whether or not there is such an account: the worker finds out. */
  @Post('reset_email')
  @Public()
  @AnswersNothing()
  async requestReset(@Body() { email }: AddressDto, @Ip() ip: string): Promise<void> {
    await this.throttle.take('link-request', ip, this.settings.resetThrottle);
    await this.events.publish(new LinkRequested({ email: email.toLowerCase(), purpose: 'email' }));
  }

  @Post('reset_email_confirm')
  @Public()
  @AnswersNothing()
  async reset(@Body() input: ResetEmailDto, @Ip() ip: string): Promise<void> {
    await this.throttle.take('mailed-link', ip, this.settings.resetThrottle);
    await this.addresses.reset(input);
  }
}
