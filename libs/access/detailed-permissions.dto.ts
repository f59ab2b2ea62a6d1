import { Bool, Int, Ints, ListOf, Nested, Text } from '#platform/http';

export class GroupSourceDto {
  @Int() id: number;
  @Text() name: string;
}

export class RoleSourceDto extends GroupSourceDto {
  @Ints({ description: 'the features that the role is limited to; none where it is not' }) tags: number[];
}

/** What gives a right besides a grant of one's own. */
export class SourcesDto {
  @ListOf(() => GroupSourceDto) groups: GroupSourceDto[];
  @ListOf(() => RoleSourceDto) roles: RoleSourceDto[];
}

export class DetailedPermissionDto {
  @Text() permission_key: string;
  @Bool() is_directly_granted: boolean;
  @Nested(() => SourcesDto) derived_from: SourcesDto;
}

export class DetailedPermissionsDto {
  @Bool() admin: boolean;
  @Bool({ description: 'whether being admin comes from a role, or from a grant of one’s own' })
  is_directly_granted: boolean;
  @Nested(() => SourcesDto, { description: 'what else makes an admin' }) derived_from: SourcesDto;
  @ListOf(() => DetailedPermissionDto) permissions: DetailedPermissionDto[];
}
