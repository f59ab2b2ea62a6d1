import { Bool, Choice, DateTime, Email, Int, Nested, Text, Uuid } from '#platform/http';
import type { ListedOrganisation } from './organisation.repository.js';

export class CreateOrganisationDto {
  @Text({ max: 2_000 }) name: string;
  @Email({ optional: true, nullable: true }) webhook_notification_email?: string | null;
  @Bool({ optional: true }) restrict_project_create_to_admin?: boolean;
  @Bool({ optional: true }) force_2fa?: boolean;
}

export class UpdateOrganisationDto extends CreateOrganisationDto {}

/** Every organisation has everything; these are the words for it that the official dashboard understands. */
export class SubscriptionDto {
  @Int() id: number;
  @Uuid() uuid: string;
  @Bool() has_active_billing_periods: boolean;
  @DateTime({ nullable: true }) deleted_at: string | null;
  @Text({ nullable: true }) subscription_id: string | null;
  @DateTime({ nullable: true }) subscription_date: string | null;
  @Text() plan: string;
  @Int() max_seats: number;
  @Int() max_api_calls: number;
  @DateTime({ nullable: true }) cancellation_date: string | null;
  @Text({ nullable: true }) customer_id: string | null;
  @Text({ nullable: true }) billing_status: string | null;
  @Text({ nullable: true }) payment_method: string | null;
  @Text({ nullable: true }) notes: string | null;
}

export class OrganisationDto {
  @Int() id: number;
  @Uuid() uuid: string;
  @Text() name: string;
  @DateTime() created_date: string;
  @Email({ nullable: true }) webhook_notification_email: string | null;
  @Int() num_seats: number;
  @Nested(() => SubscriptionDto) subscription: SubscriptionDto;
  @Choice(['ADMIN', 'USER'], { nullable: true }) role: string | null;
  @Bool() persist_trait_data: boolean;
  @Bool() block_access_to_admin: boolean;
  @Bool() restrict_project_create_to_admin: boolean;
  @Bool() force_2fa: boolean;
}

/** The plan of everybody. */
export const UNLIMITED = { plan: 'enterprise', max_seats: 100_000, max_api_calls: 100_000_000 };
/** What the answer to a creation has always said: clients read it again before they rely on it. */
const JUST_CREATED = { plan: 'free', max_seats: 1, max_api_calls: 50_000 };

export function toOrganisation({ organisation, members, role }: ListedOrganisation): OrganisationDto {
  return { ...described(organisation, members, UNLIMITED), role };
}

export function toCreatedOrganisation(organisation: ListedOrganisation['organisation']): OrganisationDto {
  return { ...described(organisation, 1, JUST_CREATED), role: null };
}

function described(
  organisation: ListedOrganisation['organisation'],
  members: number,
  plan: typeof UNLIMITED,
): Omit<OrganisationDto, 'role'> {
  return {
    id: organisation.id,
    uuid: organisation.uuid,
    name: organisation.name,
    created_date: organisation.createdDate.toISOString(),
    webhook_notification_email: organisation.webhookNotificationEmail,
    num_seats: members,
    subscription: {
      id: organisation.id,
      uuid: organisation.uuid,
      has_active_billing_periods: false,
      deleted_at: null,
      subscription_id: null,
      subscription_date: null,
      ...plan,
      cancellation_date: null,
      customer_id: null,
      billing_status: null,
      payment_method: null,
      notes: null,
    },
    persist_trait_data: organisation.persistTraitData,
    block_access_to_admin: organisation.blockAccessToAdmin,
    restrict_project_create_to_admin: organisation.restrictProjectCreateToAdmin,
    force_2fa: organisation.force2fa,
  };
}
