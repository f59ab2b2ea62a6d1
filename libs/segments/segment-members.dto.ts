import { ApiProperty } from '@nestjs/swagger';
import type { Float } from '#evaluation';
import { Int, ListOf, Text } from '#platform/http';

const LONGEST_PAGE = 200;

export class SegmentMembersFilters {
  @Int({ description: 'id of the environment' }) environment: number;
  @Text({ optional: true, verbatim: true, description: 'what `next_cursor` said' }) cursor?: string;
  @Text({ optional: true, description: 'part of the identifier, in any case' }) q?: string;
  @Int({ optional: true, min: 1, max: LONGEST_PAGE, description: '100, where it is not given' }) limit?: number;
}

export class SegmentMemberDto {
  @Text() identifier: string;
  @Text({ description: 'key of the environment and identifier' }) identity_key: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'values by trait key' })
  traits: ReadonlyMap<string, string | number | boolean | Float | null>;
}

export class SegmentMembersDto {
  @ListOf(() => SegmentMemberDto) results: SegmentMemberDto[];
  @Text({ nullable: true, description: 'where to go on; there may be members behind it even after an empty page' })
  next_cursor: string | null;
}
