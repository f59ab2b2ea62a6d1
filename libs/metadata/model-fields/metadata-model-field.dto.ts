import { PartialType } from '@nestjs/swagger';
import { Int, ListOf, Text } from '#platform/http';
import { contentTypeOf } from '../content-types.js';
import type { MetadataModelField } from './metadata-model-field.entity.js';
import type { MetadataRequirement } from './metadata-requirement.entity.js';

export class RequirementDto {
  @Int({ description: 'that of organisations or projects' }) content_type: number;
  @Int({ description: 'id of the organisation or the project' }) object_id: number;
}

export class WriteModelFieldDto {
  @Int() field: number;
  @Int({ description: 'the kind of things that get the field' }) content_type: number;
  @ListOf(() => RequirementDto, { optional: true, description: 'replaced as a whole' })
  is_required_for?: RequirementDto[];
}

export class PatchModelFieldDto extends PartialType(WriteModelFieldDto, { skipNullProperties: false }) {}

/** As a field tells where it is used. */
export class NestedModelFieldDto {
  @Int() id: number;
  @Int() content_type: number;
  @ListOf(() => RequirementDto) is_required_for: RequirementDto[];
}

export class ModelFieldDto extends NestedModelFieldDto {
  @Int() field: number;
}

export class ContentTypeDto {
  @Int() id: number;
  @Text() app_label: string;
  @Text() model: string;
}

/** In the order of their making; the queries that load relations have none. */
export const byId = (one: { id: number }, other: { id: number }): number => one.id - other.id;

export function toNestedModelField(modelField: MetadataModelField): NestedModelFieldDto {
  return {
    id: modelField.id,
    content_type: contentTypeOf(modelField.model),
    is_required_for: (modelField.requirements ?? []).sort(byId).map(toRequirement),
  };
}

export const toModelField = (modelField: MetadataModelField): ModelFieldDto => ({
  ...toNestedModelField(modelField),
  field: modelField.fieldId,
});

function toRequirement({ organisationId, projectId }: MetadataRequirement): RequirementDto {
  return {
    content_type: contentTypeOf(projectId === null ? 'organisation' : 'project'),
    object_id: projectId ?? organisationId ?? 0,
  };
}
