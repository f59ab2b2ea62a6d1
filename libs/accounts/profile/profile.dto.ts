import { PartialType } from '@nestjs/swagger';
import { Bool, Choice, DateTime, Email, Int, Nested, Text, Uuid } from '#platform/http';
import { SIGN_UP_TYPES } from '../sign-up/sign-up.dto.js';
import type { User } from '../user.entity.js';
import { OnboardingDto, toOnboarding } from './onboarding.dto.js';

export class UpdateProfileDto {
  @Text({ max: 150 }) first_name: string;
  @Text({ max: 150 }) last_name: string;
  @Choice(SIGN_UP_TYPES, { optional: true, nullable: true }) sign_up_type?: string | null;
}

export class PatchProfileDto extends PartialType(UpdateProfileDto, { skipNullProperties: false }) {}

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
  @Nested(() => OnboardingDto, { nullable: true }) onboarding: OnboardingDto | null;
}

export class CloseAccountDto {
  @Text({ optional: true, nullable: true, blank: true, verbatim: true }) current_password?: string | null;
  @Bool({ optional: true, description: 'delete the organisations that nobody else is a member of' })
  delete_orphan_organisations?: boolean;
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
    onboarding: toOnboarding(user.onboarding),
  };
}
