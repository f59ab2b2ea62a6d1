import { Anything, Bool, Choice, Text } from '#platform/http';

/** What comes with a sign-in by others. What only marketing has a use for is not looked at. */
export class OutsideLoginDto {
  @Text({ max: 4_000, description: 'the access token, or the code, that the provider has given' }) access_token: string;
  @Choice(['NO_INVITE', 'INVITE_EMAIL', 'INVITE_LINK', ''], { optional: true, nullable: true })
  sign_up_type?: string | null;
  @Text({ max: 100, optional: true, nullable: true, blank: true }) invite_hash?: string | null;
  @Bool({ optional: true, nullable: true }) marketing_consent_given?: boolean | null;
  @Text({ optional: true, nullable: true, blank: true }) hubspot_cookie?: string | null;
  @Anything({ optional: true, nullable: true }) utm_data?: unknown;
}

export class OutsideTokenDto {
  @Text({ description: 'for the header `Authorization: Token <key>`' }) key: string;
  @Bool() is_new_user: boolean;
}

export class ProviderFaultDto {
  @Text() message: string;
}
