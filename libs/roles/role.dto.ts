import { PartialType } from '@nestjs/swagger';
import { Int, Ints, Text } from '#platform/http';
import type { Role } from './role.entity.js';

export class CreateRoleDto {
  @Text({ max: 255 }) name: string;
  @Text({ optional: true, nullable: true, blank: true, max: 20_000 }) description?: string | null;
  @Ints({ optional: true, description: 'kept, and without any meaning' }) tags?: number[];
}

export class UpdateRoleDto extends CreateRoleDto {}

export class PatchRoleDto extends PartialType(UpdateRoleDto, { skipNullProperties: false }) {}

export class RoleDto {
  @Int() id: number;
  @Text() name: string;
  @Text({ nullable: true }) description: string | null;
  @Int() organisation: number;
  @Ints() tags: number[];
}

export function toRole({ id, name, description, organisationId, tags }: Role): RoleDto {
  return { id, name, description, organisation: organisationId, tags: tags.map((tag) => tag.id) };
}
