import { Bool, Choice, Email, Int, Text, Uuid } from '#platform/http';
import type { User } from '../user.entity.js';

/** How somebody came here. */
export const SIGN_UP_TYPES = ['NO_INVITE', 'INVITE_EMAIL', 'INVITE_LINK', ''] as const;

export class SignUpDto {
  @Text({ max: 150 }) first_name: string;
  @Text({ max: 150 }) last_name: string;
  @Choice(SIGN_UP_TYPES, { optional: true, nullable: true }) sign_up_type?: string | null;
  @Email() email: string;
  @Text({ max: 128, verbatim: true }) password: string;
  @Text({ max: 100, optional: true, nullable: true, blank: true, description: 'the one in the link of an invitation' })
  invite_hash?: string | null;
  @Bool({ optional: true, description: 'for the first account only' }) superuser?: boolean;
  @Bool({ optional: true }) marketing_consent_given?: boolean;
}

export class SignedUpDto {
  @Int() id: number;
  @Text() first_name: string;
  @Text() last_name: string;
  @Text({ nullable: true }) sign_up_type: string | null;
  @Email() email: string;
  @Bool({ description: 'false until the address is confirmed, where that is asked for' }) is_active: boolean;
  @Bool() marketing_consent_given: boolean;
  @Uuid() uuid: string;
  @Text({ optional: true, description: 'the API token; absent where sessions are kept in cookies' }) key?: string;
}

export function toSignedUp(user: User, key: string | undefined): SignedUpDto {
  return {
    id: user.id,
    first_name: user.firstName,
    last_name: user.lastName,
    sign_up_type: user.signUpType,
    email: user.email,
    is_active: user.isActive,
    marketing_consent_given: user.marketingConsentGiven,
    uuid: user.uuid,
    ...(key === undefined ? {} : { key }),
  };
}
