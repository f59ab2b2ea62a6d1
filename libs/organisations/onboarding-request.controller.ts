import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UserCaller } from '#accounts';
import { Denied, Invalid } from '#platform/errors';
import { AnswersNothing, CallerOf, SignedIn, type Caller } from '#platform/http';
import { MembershipRepository } from './members/membership.repository.js';

/** Upstream tells its makers who asks for support. Nothing leaves this installation. */
@ApiTags('onboarding')
@Controller('api/v1/onboarding/request/send')
export class OnboardingRequestController {
  constructor(private readonly memberships: MembershipRepository) {}

  @Post()
  @SignedIn()
  @AnswersNothing()
  async send(@CallerOf() caller: Caller): Promise<void> {
    if (!(caller instanceof UserCaller) || !caller.user.isStaff) throw new Denied();
    if (!(await this.memberships.hasAny(caller.user.id)))
      throw new Invalid({ message: 'Please create an organisation before requesting support' });
  }
}
