import { Bool, DateTime, Email, Int, Text, Uuid } from '#platform/http';
import type { User } from './user.entity.js';

export class SignUpDto {
  @Text({ max: 150 }) first_name: string;
  @Text({ max: 150 }) last_name: string;
  @Text({ max: 100, optional: true, nullable: true, description: 'NO_INVITE, INVITE_EMAIL or INVITE_LINK' })
  sign_up_type?: string | null;
  @Email() email: string;
  @Text({ max: 128, verbatim: true }) password: string;
  @Text({ max: 100, optional: true, nullable: true }) invite_hash?: string | null;
  @Bool({ optional: true, description: 'honoured for the first account only' }) superuser?: boolean;
  @Bool({ optional: true }) marketing_consent_given?: boolean;
}

export class SignedUpDto {
  @Int() id: number;
  @Text() first_name: string;
  @Text() last_name: string;
  @Text({ nullable: true }) sign_up_type: string | null;
  @Email() email: string;
  @Bool() is_active: boolean;
  @Bool() marketing_consent_given: boolean;
  @Uuid() uuid: string;
  @Text({ optional: true, description: 'the API token; absent where sessions are kept in cookies' }) key?: string;
}

export class UpdateProfileDto {
  @Text({ max: 150, optional: true }) first_name?: string;
  @Text({ max: 150, optional: true }) last_name?: string;
}

export class ProfileDto {
  @Int() id: number;
  @Text() first_name: string;
  @Text() last_name: string;
  @Text({ nullable: true }) sign_up_type: string | null;
  @Email() email: string;
  @Text() auth_type: string;
  @Bool() is_superuser: boolean;
  @DateTime() date_joined: string;
  @DateTime({ nullable: true }) last_login: string | null;
  @Uuid() uuid: string;
  @Text({ nullable: true }) pylon_email_signature: string | null;
  @Text({ nullable: true }) onboarding: string | null;
}

/** How other people see a user. */
export class UserSummaryDto {
  @Int() id: number;
  @Email() email: string;
  @Text() first_name: string;
  @Text() last_name: string;
  @DateTime({ nullable: true }) last_login: string | null;
  @Uuid() uuid: string;
}

export class LoginDto {
  @Text({ optional: true, nullable: true, blank: true }) email?: string | null;
  @Text({ optional: true, nullable: true, blank: true, verbatim: true }) password?: string | null;
}

export class TokenDto {
  @Text({ description: 'for the header `Authorization: Token <key>`' }) key: string;
}

export function toProfile(user: User): ProfileDto {
  return {
    id: user.id,
    first_name: user.firstName,
    last_name: user.lastName,
    sign_up_type: user.signUpType,
    email: user.email,
    auth_type: user.authType,
    is_superuser: user.isSuperuser,
    date_joined: user.dateJoined.toISOString(),
    last_login: user.lastLogin?.toISOString() ?? null,
    uuid: user.uuid,
    pylon_email_signature: null,
    onboarding: user.onboarding === null ? null : JSON.stringify(user.onboarding),
  };
}

export function toUserSummary(user: User): UserSummaryDto {
  return {
    id: user.id,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    last_login: user.lastLogin?.toISOString() ?? null,
    uuid: user.uuid,
  };
}
