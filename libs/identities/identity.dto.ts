import { PartialType } from '@nestjs/swagger';
import { Int, Text } from '#platform/http';
import type { Identity } from './identity.entity.js';

export class CreateIdentityDto {
  @Text({ max: 2_000 }) identifier: string;
}

export class PatchIdentityDto extends PartialType(CreateIdentityDto, { skipNullProperties: false }) {}

export class IdentityDto {
  @Int() id: number;
  @Text() identifier: string;
  @Int() environment: number;
}

export function toIdentity({ id, identifier, environmentId }: Identity): IdentityDto {
  return { id, identifier, environment: environmentId };
}
