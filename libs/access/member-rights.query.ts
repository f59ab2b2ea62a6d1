import { Injectable } from '@nestjs/common';
import { GroupRepository } from '#organisations';
import { NotFound } from '#platform/errors';
import type { AccessPath } from './access-path.js';
import { detailedPermissions } from './detailed-permissions.js';
import type { DetailedPermissionsDto } from './detailed-permissions.dto.js';
import { GrantRepository } from './grants/grant.repository.js';
import { levelOf, Rights, type GrantRow } from './rights.js';

/** What members may do, for those who look it up. Whoever is no member of the organisation is not found. */
@Injectable()
export class MemberRightsQuery {
  constructor(
    private readonly grants: GrantRepository,
    private readonly groups: GroupRepository,
  ) {}

  async of(userId: number, path: AccessPath): Promise<Rights> {
    return Rights.from(await this.rows(userId, path));
  }

  /** With where each right comes from. */
  async detailed(userId: number, path: AccessPath): Promise<DetailedPermissionsDto> {
    const rows = await this.rows(userId, path);
    const groups = await this.groups.among(
      path.organisationId,
      rows.flatMap(({ groupId }) => groupId ?? []),
    );
    return detailedPermissions(rows, levelOf(path), new Map(groups.map(({ id, name }) => [id, name])));
  }

  private async rows(userId: number, path: AccessPath): Promise<GrantRow[]> {
    const rows = await this.grants.onPath({ userId }, path);
    if (rows.length === 0) throw NotFound.of('FFAdminUser');
    return rows;
  }
}
