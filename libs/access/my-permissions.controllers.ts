import { Controller, Get, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UserCaller } from '#accounts';
import { Denied } from '#platform/errors';
import { Answers, CallerOf, Can, IdOf, Scoped, type Caller } from '#platform/http';
import type { AccessScope, Level } from './access-path.js';
import { AccessService } from './access.service.js';
import { DetailedPermissionsDto } from './detailed-permissions.dto.js';
import { named, pathTo } from './level-paths.js';
import { MemberRightsQuery } from './member-rights.query.js';
import { MyPermissionsDto, refuseKeys, toMyPermissions } from './my-permissions.dto.js';

/** What I may do on a level, and why: the same routes on each of the three. */
function myPermissionsController(level: Level): Type {
  const toSeeIt = level === 'project' ? Can('project:VIEW_PROJECT', 'hidden') : Can(`${level}:member`);

  @ApiTags('permissions')
  @Controller(pathTo(level))
  class MyPermissionsController {
    constructor(
      private readonly access: AccessService,
      private readonly query: MemberRightsQuery,
    ) {}

    @Get('my-permissions')
    @toSeeIt
    @Answers(MyPermissionsDto)
    async mine(@Scoped(level) scope: AccessScope, @CallerOf() caller: Caller): Promise<MyPermissionsDto> {
      refuseKeys(caller);
      return toMyPermissions(await this.access.rightsOf(caller, scope.accessPath), level);
    }

    /** Everybody may read this about themselves, and admins about all. */
    @Get('user-detailed-permissions/:userId')
    @toSeeIt
    @Answers(DetailedPermissionsDto)
    async detailed(
      @Scoped(level) { accessPath }: AccessScope,
      @IdOf('userId') userId: number,
      @CallerOf() caller: Caller,
    ): Promise<DetailedPermissionsDto> {
      const isMe = caller instanceof UserCaller && caller.user.id === userId;
      if (!isMe && !(await this.access.rightsOf(caller, accessPath)).isAdminOf(level)) throw new Denied();
      return this.query.detailed(userId, accessPath);
    }
  }
  return named(MyPermissionsController, level);
}

export const OrganisationMyPermissionsController = myPermissionsController('organisation');
export const ProjectMyPermissionsController = myPermissionsController('project');
export const EnvironmentMyPermissionsController = myPermissionsController('environment');
