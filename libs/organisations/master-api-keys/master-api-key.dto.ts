import { createHash } from 'node:crypto';
import { PartialType } from '@nestjs/swagger';
import { Bool, DateTime, Int, Text, toMoment } from '#platform/http';
import type { MasterApiKey } from './master-api-key.entity.js';

export class CreateMasterApiKeyDto {
  @Text({ max: 50 }) name: string;
  @DateTime({ optional: true, nullable: true }) expiry_date?: string | null;
  @Bool({ optional: true }) revoked?: boolean;
  @Bool({ optional: true, description: 'false: the key may do what its roles say; there have to be roles' })
  is_admin?: boolean;
}

/** What is left out stays as it is, also on PUT. */
export class UpdateMasterApiKeyDto extends PartialType(CreateMasterApiKeyDto, { skipNullProperties: false }) {}

export class MasterApiKeyDto {
  @Text({ description: '`<prefix>.<hash>`, by which roles name the key' }) id: string;
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
    id: keyId(key),
    prefix: key.prefix,
    created: key.created.toISOString(),
    name: key.name,
    revoked: key.revoked,
    expiry_date: key.expiryDate && toMoment(key.expiryDate),
    is_admin: key.isAdmin,
    has_expired: key.isExpired,
    created_by: key.createdBy,
  };
}

/** Names a key where its prefix would do, as upstream's clients expect; it says nothing of the secret. */
export function keyId({ prefix, digest }: Pick<MasterApiKey, 'prefix' | 'digest'>): string {
  return `${prefix}.${createHash('sha256').update(digest).digest('base64url')}`;
}
