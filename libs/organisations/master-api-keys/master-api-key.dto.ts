import { Bool, DateTime, Int, Text } from '#platform/http';
import type { MasterApiKey } from './master-api-key.entity.js';

export class CreateMasterApiKeyDto {
  @Text({ max: 50 }) name: string;
  @DateTime({ optional: true, nullable: true }) expiry_date?: string | null;
  @Bool({ optional: true }) is_admin?: boolean;
}

export class UpdateMasterApiKeyDto {
  @Text({ max: 50 }) name: string;
  @DateTime({ optional: true, nullable: true }) expiry_date?: string | null;
  @Bool({ optional: true }) revoked?: boolean;
}

export class MasterApiKeyDto {
  @Text() id: string;
  @Text() prefix: string;
  @DateTime() created: string;
  @Text() name: string;
  @Bool() revoked: boolean;
  @DateTime({ nullable: true }) expiry_date: string | null;
  @Bool() is_admin: boolean;
  @Bool() has_expired: boolean;
  @Int({ nullable: true }) created_by: number | null;
}

export class CreatedMasterApiKeyDto extends MasterApiKeyDto {
  @Text({ description: 'for the header `Authorization: Api-Key <key>`; shown this once' }) key: string;
}

export function toMasterApiKey(key: MasterApiKey): MasterApiKeyDto {
  return {
    id: key.prefix,
    prefix: key.prefix,
    created: key.created.toISOString(),
    name: key.name,
    revoked: key.revoked,
    expiry_date: key.expiryDate?.toISOString() ?? null,
    is_admin: key.isAdmin,
    has_expired: key.isExpired,
    created_by: key.createdBy,
  };
}
