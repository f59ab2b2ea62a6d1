import { DateTime, Email, Int, Text, Uuid } from '#platform/http';
import type { User } from './user.entity.js';

/** How other people see a user. */
export class UserSummaryDto {
  @Int() id: number;
  @Email() email: string;
  @Text() first_name: string;
  @Text() last_name: string;
  @DateTime({ nullable: true }) last_login: string | null;
  @Uuid() uuid: string;
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
