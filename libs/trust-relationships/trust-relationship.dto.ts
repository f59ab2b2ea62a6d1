import { keyId } from '#organisations';
import { Bool, DateTime, Int, ListOf, Text, Texts } from '#platform/http';
import type { TrustRelationship } from './trust-relationship.entity.js';

export class ClaimRuleDto {
  @Text({ max: 255 }) claim: string;
  @Texts({
    min: 1,
    max: 100,
    length: 500,
    description: 'one has to fit; `*`, `?` and `[…]` stand for what they do in file names',
  })
  values: string[];
}

function issuerFault(issuer: string): string | undefined {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (!url?.host || /\s/.test(issuer)) return 'Enter a valid URL.';
  if (url.protocol !== 'https:') return 'Issuer must be an https:// URL.';
  return /[?#]/.test(issuer) ? 'Issuer must not contain a query string or fragment.' : undefined;
}

export class WriteTrustRelationshipDto {
  @Text({ max: 100 }) name: string;
  @Text({ max: 500, also: issuerFault, description: '`iss` of the tokens' }) issuer: string;
  @Text({ max: 500, description: '`aud` of the tokens' }) audience: string;
  @Bool({ description: 'false: its tokens may do what the roles of its key say; there have to be roles' })
  is_admin: boolean;
  @ListOf(() => ClaimRuleDto, { optional: true, description: 'all have to be true' }) claim_rules?: ClaimRuleDto[];
}

export class TrustRelationshipDto {
  @Int() id: number;
  @Text() name: string;
  @Text() issuer: string;
  @Text() audience: string;
  @ListOf(() => ClaimRuleDto) claim_rules: ClaimRuleDto[];
  @Bool() is_admin: boolean;
  @Text() master_api_key_id: string;
  @Text() master_api_key_prefix: string;
  @DateTime() created_at: string;
  @Int({ nullable: true }) created_by: number | null;
}

export function toTrustRelationship(row: TrustRelationship): TrustRelationshipDto {
  return {
    id: row.id,
    name: row.name,
    issuer: row.issuer,
    audience: row.audience,
    claim_rules: row.claimRules.map(({ claim, values }) => ({ claim, values: [...values] })),
    is_admin: row.key.isAdmin,
    master_api_key_id: keyId(row.key),
    master_api_key_prefix: row.masterApiKeyPrefix,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
  };
}
