import { Int, Text } from '#platform/http';

export class WriteMetadataDto {
  @Int({ description: 'id of a model field: a field, for things of this kind' }) model_field: number;
  @Text({ max: 2_000 }) field_value: string;
}

export class MetadataDto extends WriteMetadataDto {
  @Int() id: number;
}
