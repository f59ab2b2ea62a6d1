import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { UserCaller } from '#accounts';
import { Refused } from '#platform/errors';
import { Answers, CallerOf, Can, PageOf, PageRequest, Paging, type Caller, type Page } from '#platform/http';
import { OrganisationDto, toOrganisation, UNLIMITED } from '../organisation.dto.js';
import { Organisation } from '../organisation.entity.js';
import { OrganisationRepository } from '../organisation.repository.js';
import { InOrganisation } from '../organisation.scope.js';
import {
  PaymentPageDto,
  SubscriptionMetadataDto,
  UpdateSubscriptionDto,
  UsageNotificationDto,
} from './subscription.dto.js';

const NOTHING_IS_PAID = 'Organisation has no subscription';

/** What clients ask about the plan of an organisation: everybody has everything, and nothing is paid. */
@ApiTags('organisations')
@Controller('api/v1/organisations/:organisationId')
export class SubscriptionController {
  constructor(private readonly organisations: OrganisationRepository) {}

  @Get('get-subscription-metadata')
  @Can('organisation:admin')
  @Answers(SubscriptionMetadataDto)
  metadata(): SubscriptionMetadataDto {
    return {
      max_seats: UNLIMITED.max_seats,
      max_api_calls: UNLIMITED.max_api_calls,
      max_projects: null,
      payment_source: null,
      chargebee_email: null,
      feature_history_visibility_days: null,
      audit_log_visibility_days: null,
    };
  }

  /** None: there is no limit to come near to. */
  @Get('api-usage-notification')
  @Can('organisation:member')
  @Answers(PageOf(UsageNotificationDto))
  notifications(@Paging() page: PageRequest): Page<UsageNotificationDto> {
    return page.answer(0, []);
  }

  @Get('portal-url')
  @Can('organisation:admin')
  @Answers(PaymentPageDto)
  @ApiResponse({ status: 400, description: 'always: nothing is paid here' })
  portal(): never {
    throw new Refused(NOTHING_IS_PAID);
  }

  @Post('get-hosted-page-url-for-subscription-upgrade')
  @Can('organisation:admin')
  @Answers(PaymentPageDto)
  @ApiResponse({ status: 400, description: 'always: nothing is paid here' })
  upgrade(): never {
    throw new Refused(NOTHING_IS_PAID);
  }

  /** Changes nothing. // upstream: the same, where nothing is paid */
  @Post('update-subscription')
  @Can('organisation:admin')
  @Answers(OrganisationDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @Body() _: UpdateSubscriptionDto,
    @CallerOf() caller: Caller,
  ): Promise<OrganisationDto> {
    const userId = caller instanceof UserCaller ? caller.user.id : null;
    return toOrganisation(await this.organisations.withMembers(organisation, userId));
  }
}
