import { Anything, Int, ListOf, Text } from '#platform/http';
import { FlagDto, SdkTraitDto } from '../sdk.dto.js';

export class SegmentNameDto {
  @Int() id: number;
  @Text() name: string;
  @Text({ nullable: true }) description: string | null;
}

export class PathIdentityDto {
  @ListOf(() => FlagDto) flags: FlagDto[];
  @ListOf(() => SdkTraitDto) traits: SdkTraitDto[];
  @ListOf(() => SegmentNameDto) segments: SegmentNameDto[];
}

export class PathTraitDto {
  @Anything({ nullable: true, description: 'text, number or true/false; null is kept as such' }) trait_value: unknown;
}
