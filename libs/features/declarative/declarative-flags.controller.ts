import { Body, Controller, Delete, Get, Param, Patch, Put } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { Invalid } from '#platform/errors';
import { Answers, CallerOf, IdOf, readInput, SignedIn, type Caller } from '#platform/http';
import { SegmentRepository } from '#segments';
import { DeclaredFlagDto, DeclareFlagDto } from './declared-flag.dto.js';
import { DeclaredFlagQuery } from './declared-flag.query.js';
import { DeclarativeFlagsService } from './declarative-flags.service.js';
import { FlagAccess, type FlagPart } from './flag-access.query.js';
import { declaredChange } from './flag-change.js';

const PARTS: readonly FlagPart[] = ['environment_default', 'segment_overrides'];

/** A flag as one thing. Which right a request needs depends on the parts that it names, so the handlers ask themselves. */
@ApiTags('declarative')
@Controller('api/__future__/environments/:environmentKey/features/:featureId')
export class DeclarativeFlagsController {
  constructor(
    private readonly access: FlagAccess,
    private readonly flag: DeclaredFlagQuery,
    private readonly flags: DeclarativeFlagsService,
    private readonly segments: SegmentRepository,
  ) {}

  @Get()
  @SignedIn()
  @Answers(DeclaredFlagDto)
  async retrieve(
    @CallerOf() caller: Caller,
    @Param('environmentKey') key: string,
    @IdOf('featureId') featureId: number,
  ): Promise<DeclaredFlagDto> {
    const { environment, feature } = await this.access.read(caller, key, featureId);
    return this.flag.of(environment, feature);
  }

  /** What is given replaces what is there; what is not given at all stays. */
  @Put()
  @SignedIn()
  @ApiBody({ type: DeclareFlagDto })
  @Answers(DeclaredFlagDto)
  replace(
    @CallerOf() caller: Caller,
    @Param('environmentKey') key: string,
    @IdOf('featureId') featureId: number,
    @Body() body: unknown,
  ): Promise<DeclaredFlagDto> {
    return this.write(caller, key, featureId, body, true);
  }

  /** Only what is given changes. */
  @Patch()
  @SignedIn()
  @ApiBody({ type: DeclareFlagDto })
  @Answers(DeclaredFlagDto)
  update(
    @CallerOf() caller: Caller,
    @Param('environmentKey') key: string,
    @IdOf('featureId') featureId: number,
    @Body() body: unknown,
  ): Promise<DeclaredFlagDto> {
    return this.write(caller, key, featureId, body, false);
  }

  @Delete('segment-overrides/:segmentId')
  @SignedIn()
  @Answers(DeclaredFlagDto)
  async deleteOverride(
    @CallerOf() caller: Caller,
    @Param('environmentKey') key: string,
    @IdOf('featureId') featureId: number,
    @IdOf('segmentId') segmentId: number,
  ): Promise<DeclaredFlagDto> {
    const { environment, feature } = await this.access.write(caller, key, featureId, ['segment_overrides']);
    await this.flags.removeOverride(environment, feature, segmentId, caller, 'Segment override not found.');
    return this.flag.of(environment, feature);
  }

  private async write(
    caller: Caller,
    key: string,
    featureId: number,
    body: unknown,
    replaces: boolean,
  ): Promise<DeclaredFlagDto> {
    const given = body ?? {};
    if (typeof given !== 'object' || Array.isArray(given)) throw Invalid.list('Expected an object.');
    const parts = PARTS.filter((part) => part in given);
    const { environment, feature } = await this.access.write(caller, key, featureId, parts);
    const input = await readInput(DeclareFlagDto, given);
    const known = await this.segments.among(
      environment.projectId,
      (input.segment_overrides ?? []).map(({ segment }) => segment.id),
    );
    const change = declaredChange(feature, input, replaces, new Set(known));
    const changesNothing = replaces
      ? parts.length === 0
      : Object.keys(change.environmentDefault ?? {}).length === 0 && !change.overrides?.length;
    if (!changesNothing) await this.flags.apply(environment, feature, change, caller);
    return this.flag.of(environment, feature);
  }
}
