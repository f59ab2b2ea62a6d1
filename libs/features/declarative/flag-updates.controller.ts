import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Environment } from '#environments';
import { Invalid, type Faults } from '#platform/errors';
import { AnswersNothing, CallerOf, readInput, SignedIn, type Caller } from '#platform/http';
import { SegmentRepository } from '#segments';
import type { DeclaredValueDto } from './declared-flag.dto.js';
import { DeclarativeFlagsService } from './declarative-flags.service.js';
import { DeleteSegmentOverrideDto, UpdateFlagDto, UpdateFlagWholeDto } from './flag-update.dto.js';
import { typedValue, valueFault, type OverrideChange, type StateChange } from './flag-change.js';
import { NamedFlagQuery } from './named-flag.query.js';

/** The experimental forms of the same. The body names the feature, so the handlers ask who may. */
@ApiTags('declarative')
@Controller('api/experiments/environments/:environmentKey')
export class FlagUpdatesController {
  constructor(
    private readonly named: NamedFlagQuery,
    private readonly flags: DeclarativeFlagsService,
    private readonly segments: SegmentRepository,
  ) {}

  /** The default, or the override of one segment. */
  @Post('update-flag-v1')
  @SignedIn()
  @ApiBody({ type: UpdateFlagDto })
  @AnswersNothing()
  async update(@CallerOf() caller: Caller, @Param('environmentKey') key: string, @Body() body: unknown): Promise<void> {
    const environment = await this.named.environment(caller, key, body);
    const { feature: named, segment, ...state } = await readInput(UpdateFlagDto, body);
    this.named.checkName(named);
    checkValue(state.value, (fault) => ({ value: fault }));
    if (segment) await this.requireSegments(environment, [segment.id], 'segment');
    const feature = await this.named.feature(environment, named);
    const change = segment
      ? { overrides: [overrideOf(segment.id, segment.priority, stateOf(state))] }
      : { environmentDefault: stateOf(state) };
    await this.flags.apply(environment, feature, { ...change, replaces: false, places: 'ordered' }, caller);
  }

  /** The default and any number of overrides. */
  @Post('update-flag-v2')
  @SignedIn()
  @ApiBody({ type: UpdateFlagWholeDto })
  @AnswersNothing()
  async updateWhole(
    @CallerOf() caller: Caller,
    @Param('environmentKey') key: string,
    @Body() body: unknown,
  ): Promise<void> {
    const environment = await this.named.environment(caller, key, body);
    const input = await readInput(UpdateFlagWholeDto, body);
    const { segment_overrides: wanted = [], environment_default: base } = input;
    this.named.checkName(input.feature);
    checkValue(base.value, (fault) => ({ environment_default: { value: fault } }));
    wanted.forEach(({ value }, index) =>
      checkValue(value, (fault) => ({
        segment_overrides: wanted.map((_, place): Faults => (place === index ? { value: fault } : {})),
      })),
    );
    const ids = wanted.map(({ segment_id }) => segment_id);
    if (new Set(ids).size < ids.length)
      throw Invalid.field('segment_overrides', 'Duplicate segment_id values are not allowed');
    await this.requireSegments(environment, ids, 'segment_overrides');
    const feature = await this.named.feature(environment, input.feature);
    const overrides = wanted.map(({ segment_id, priority, multivariate_feature_state_values: shares, ...state }) =>
      overrideOf(segment_id, priority, { ...stateOf(state), ...(shares ? { shares } : {}) }),
    );
    const change = { environmentDefault: stateOf(base), overrides, replaces: false, places: 'ordered' } as const;
    await this.flags.apply(environment, feature, change, caller);
  }

  @Post('delete-segment-override')
  @SignedIn()
  @ApiBody({ type: DeleteSegmentOverrideDto })
  @AnswersNothing()
  async deleteOverride(
    @CallerOf() caller: Caller,
    @Param('environmentKey') key: string,
    @Body() body: unknown,
  ): Promise<void> {
    const environment = await this.named.environment(caller, key, body);
    const { feature: named, segment } = await readInput(DeleteSegmentOverrideDto, body);
    this.named.checkName(named);
    await this.requireSegments(environment, [segment.id], 'segment');
    const feature = await this.named.feature(environment, named);
    const absent = `Segment override for segment ${segment.id} does not exist`;
    await this.flags.removeOverride(environment, feature, segment.id, caller, absent);
  }

  private async requireSegments({ projectId }: Environment, ids: readonly number[], field: string): Promise<void> {
    const known = await this.segments.among(projectId, ids);
    const unknown = ids.find((id) => !known.includes(id));
    if (unknown !== undefined) throw Invalid.field(field, `Segment with id ${unknown} not found in project`);
  }
}

const stateOf = ({ enabled, value }: { enabled: boolean; value: DeclaredValueDto }): StateChange => ({
  enabled,
  value: typedValue(value),
});

const overrideOf = (segmentId: number, priority: number | null | undefined, state: StateChange): OverrideChange => ({
  ...state,
  segmentId,
  ...(priority == null ? {} : { priority }),
});

function checkValue(value: DeclaredValueDto, place: (fault: { non_field_errors: string[] }) => Faults): void {
  const fault = valueFault(value);
  if (fault) throw new Invalid(place({ non_field_errors: [fault] }));
}
