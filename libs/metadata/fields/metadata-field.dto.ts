import { PartialType } from '@nestjs/swagger';
import { Bool, Choice, Int, ListOf, Text } from '#platform/http';
import { DESCRIBED } from '../content-types.js';
import { byId, NestedModelFieldDto, toNestedModelField } from '../model-fields/metadata-model-field.dto.js';
import { FIELD_TYPES, type FieldType, type MetadataField } from './metadata-field.entity.js';

class WriteFieldDto {
  @Text({ max: 255 }) name: string;
  @Choice(FIELD_TYPES, { optional: true }) type?: FieldType;
  @Text({ optional: true, nullable: true, blank: true, max: 20_000 }) description?: string | null;
  @Int({ optional: true, nullable: true, description: 'null: of all projects of the organisation' }) project?:
    number | null;
}

export class CreateMetadataFieldDto extends WriteFieldDto {
  @Int({ optional: true, nullable: true, description: 'without one there is nothing to be allowed on: 403' })
  organisation?: number | null;
}

export class UpdateMetadataFieldDto extends WriteFieldDto {
  @Int({ description: 'stays as it is' }) organisation: number;
}

export class PatchMetadataFieldDto extends PartialType(UpdateMetadataFieldDto, { skipNullProperties: false }) {}

export class MetadataFieldDto {
  @Int() id: number;
  @Text() name: string;
  @Choice(FIELD_TYPES) type: string;
  @Text({ nullable: true }) description: string | null;
  @Int() organisation: number;
  @Int({ nullable: true }) project: number | null;
  @ListOf(() => NestedModelFieldDto) model_fields: NestedModelFieldDto[];
}

export class MetadataFieldFilters {
  @Int() organisation: number;
}

export class ProjectMetadataFieldFilters {
  @Bool({ optional: true, description: 'with those of the organisation, where the project has none of the name' })
  include_organisation?: boolean;
  @Choice(DESCRIBED, { optional: true, description: 'only those that things of the kind have' }) entity?: string;
}

export function toMetadataField(field: MetadataField): MetadataFieldDto {
  return {
    id: field.id,
    name: field.name,
    type: field.type,
    description: field.description,
    organisation: field.organisationId,
    project: field.projectId,
    model_fields: (field.modelFields ?? []).sort(byId).map(toNestedModelField),
  };
}
