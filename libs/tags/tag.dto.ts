import { PartialType } from '@nestjs/swagger';
import { Bool, Choice, Int, Text, Uuid } from '#platform/http';
import type { Tag } from './tag.entity.js';

export class CreateTagDto {
  @Text({ max: 100 }) label: string;
  @Text({ max: 10, optional: true }) color?: string;
  @Text({ max: 512, optional: true, nullable: true, blank: true }) description?: string | null;
  @Bool({ optional: true }) is_permanent?: boolean;
}

export class UpdateTagDto extends CreateTagDto {}

export class PatchTagDto extends PartialType(UpdateTagDto, { skipNullProperties: false }) {}

export class TagDto {
  @Int() id: number;
  @Text() label: string;
  @Text() color: string;
  @Text({ nullable: true }) description: string | null;
  @Int() project: number;
  @Uuid() uuid: string;
  @Bool({ description: 'features that carry it are never called stale' }) is_permanent: boolean;
  @Bool({ description: 'made by the system' }) is_system_tag: boolean;
  @Choice(['NONE', 'STALE', 'GITHUB', 'GITLAB', 'UNHEALTHY']) type: string;
}

export function toTag(tag: Tag): TagDto {
  return {
    id: tag.id,
    label: tag.label,
    color: tag.color,
    description: tag.description,
    project: tag.projectId,
    uuid: tag.uuid,
    is_permanent: tag.isPermanent,
    is_system_tag: tag.isSystemTag,
    type: tag.type,
  };
}
