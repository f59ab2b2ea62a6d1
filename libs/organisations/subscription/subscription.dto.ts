import { Choice, DateTime, Email, Int, Text } from '#platform/http';

/** What an organisation may have. Null means without limit. */
export class SubscriptionMetadataDto {
  @Int() max_seats: number;
  @Int() max_api_calls: number;
  @Int({ nullable: true }) max_projects: number | null;
  @Choice(['CHARGEBEE'], { nullable: true }) payment_source: string | null;
  @Email({ nullable: true }) chargebee_email: string | null;
  @Int({ nullable: true }) feature_history_visibility_days: number | null;
  @Int({ nullable: true }) audit_log_visibility_days: number | null;
}

/** Where something would be paid. */
export class PaymentPageDto {
  @Text() url: string;
}

/** That an organisation came near to its limit. */
export class UsageNotificationDto {
  @Int() organisation_id: number;
  @Int() percent_usage: number;
  @DateTime() notified_at: string;
}

export class UpdateSubscriptionDto {
  @Text({ description: 'of a page where something was paid: nothing is paid here' }) hosted_page_id: string;
}
