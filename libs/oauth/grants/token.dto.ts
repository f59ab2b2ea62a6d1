import { Bool, Choice, Int, Text } from '#platform/http';

export class OAuthTokenDto {
  @Text({ description: 'for the header `Authorization: Bearer <token>`' }) access_token: string;
  @Int({ description: 'seconds' }) expires_in: number;
  @Choice(['Bearer']) token_type: string;
  @Text() scope: string;
  @Text({ description: 'good for one more pair' }) refresh_token: string;
}

/** What a token is (RFC 7662). Of one that is not good no more is said than that. */
export class IntrospectionDto {
  @Bool() active: boolean;
  @Text({ optional: true }) scope?: string;
  @Int({ optional: true, description: 'seconds since 1970' }) exp?: number;
  @Text({ optional: true }) client_id?: string;
  @Text({ optional: true }) username?: string;
}
