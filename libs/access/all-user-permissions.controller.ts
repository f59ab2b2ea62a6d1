import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Can, IdOf, Scoped } from '#platform/http';
import type { AccessScope } from './access-path.js';
import { MemberRightsQuery } from './member-rights.query.js';
import { MyPermissionsDto, toMyPermissions } from './my-permissions.dto.js';

/** What a member may do in a project, all sources taken together. */
@ApiTags('permissions')
@Controller('api/v1/projects/:projectId/all-user-permissions')
export class AllUserPermissionsController {
  constructor(private readonly query: MemberRightsQuery) {}

  @Get(':userId')
  @Can('project:admin')
  @Answers(MyPermissionsDto)
  async retrieve(
    @Scoped('project') { accessPath }: AccessScope,
    @IdOf('userId') userId: number,
  ): Promise<MyPermissionsDto> {
    return toMyPermissions(await this.query.of(userId, accessPath), 'project');
  }
}
