import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { NotFound, Refused } from '#platform/errors';
import type { Caller } from '#platform/http';
import { Events } from '#platform/outbox';
import type { Feature } from '../feature.entity.js';
import { FeatureSegmentChanged } from '../feature.events.js';
import { FeatureRepository } from '../feature.repository.js';
import type { FeatureSegment } from '../overrides/feature-segment.entity.js';
import { FeatureSegmentRepository, type Scope } from '../overrides/feature-segment.repository.js';
import { FeatureSegmentsService } from '../overrides/feature-segments.service.js';
import type { FeatureState } from '../states/feature-state.entity.js';
import { FeatureVersionsService } from '../versions/feature-versions.service.js';
import { VersioningRepository } from '../versions/versioning.repository.js';
import { DeclaredStates } from './declared-states.js';
import type { FlagChange, OverrideChange } from './flag-change.js';

/**
 * A flag becomes what somebody says it shall be, in one transaction: in place, or by a version that is published at once where
 * the environment has versions. Whoever comes at the same time waits, and goes on with what is there then.
 */
@Injectable()
export class DeclarativeFlagsService {
  constructor(
    private readonly features: FeatureRepository,
    private readonly rows: FeatureSegmentRepository,
    private readonly featureSegments: FeatureSegmentsService,
    private readonly states: DeclaredStates,
    private readonly versions: FeatureVersionsService,
    private readonly versioning: VersioningRepository,
    private readonly events: Events,
  ) {}

  async apply(environment: Environment, feature: Feature, change: FlagChange, caller: Caller): Promise<void> {
    const segmentIds = (change.overrides ?? []).map(({ segmentId }) => segmentId);
    await this.write(environment, feature, segmentIds, caller, (scope) =>
      this.change(environment, feature, scope, change),
    );
  }

  /** The others stay where they are. @throws NotFound with this sentence where the segment overrides nothing */
  async removeOverride(
    environment: Environment,
    feature: Feature,
    segmentId: number,
    caller: Caller,
    absent: string,
  ): Promise<void> {
    await this.write(environment, feature, [segmentId], caller, async (scope) => {
      const rows = await this.rows.inScope(scope);
      const row = rows.find((one) => one.segmentId === segmentId);
      if (!row) throw new NotFound(absent);
      await this.remove(scope, rows, [row]);
    });
  }

  private async write(
    environment: Environment,
    feature: Feature,
    segmentIds: readonly number[],
    caller: Caller,
    change: (scope: Scope) => Promise<void>,
  ): Promise<void> {
    const line = { environmentId: environment.id, featureId: feature.id };
    const versioned = await this.versioning.hold(environment.id);
    // segments are locked before features: so does who deletes one
    for (const id of segmentIds.toSorted((one, other) => one - other)) await this.rows.holdSegment(id);
    await this.features.lock(feature.id);
    if (!versioned) return change({ ...line, environmentFeatureVersion: null });
    const draft = await this.versions.create(environment, feature, {}, caller);
    await change({ ...line, environmentFeatureVersion: draft.uuid });
    await this.versions.publish(line, draft.uuid, undefined, caller);
  }

  private async change(environment: Environment, feature: Feature, scope: Scope, change: FlagChange): Promise<void> {
    const { environmentDefault, overrides, replaces } = change;
    const base = (await this.states.in(scope)).find(({ featureSegmentId }) => featureSegmentId === null);
    if (!base) throw NotFound.of('FeatureState');
    const written = environmentDefault ? await this.states.writeDefault(base, environmentDefault, replaces) : base;
    if (overrides) await this.changeOverrides(environment, feature, scope, { ...change, overrides }, written);
  }

  private async changeOverrides(
    environment: Environment,
    feature: Feature,
    scope: Scope,
    { overrides, replaces, places }: FlagChange & { readonly overrides: readonly OverrideChange[] },
    base: FeatureState,
  ): Promise<void> {
    const before = await this.rows.inScope(scope);
    const wanted = new Set(overrides.map(({ segmentId }) => segmentId));
    if (replaces)
      await this.remove(
        scope,
        before,
        before.filter(({ segmentId }) => !wanted.has(segmentId)),
      );
    const kept = before.filter(({ segmentId }) => !replaces || wanted.has(segmentId));
    const rows = new Map(kept.map((row) => [row.segmentId, row]));
    const priorities = new Map(kept.map(({ id, priority }) => [id, priority]));
    for (const [position, override] of overrides.entries()) {
      const there = rows.get(override.segmentId);
      const row = there ?? (await this.place(environment, feature, scope, override.segmentId));
      await this.states.writeOverride(environment, feature, row, { override, base, replaces: replaces || !there });
      rows.set(row.segmentId, row);
      priorities.set(row.id, override.priority ?? priorities.get(row.id) ?? position);
    }
    if (places === 'ordered') await this.putInOrder(rows, overrides);
    else await this.putExactly(scope, priorities);
  }

  private async place(
    environment: Environment,
    feature: Feature,
    scope: Scope,
    segmentId: number,
  ): Promise<FeatureSegment> {
    return this.featureSegments.place(scope, await this.featureSegments.segmentFor(environment, feature, segmentId));
  }

  private async putInOrder(rows: ReadonlyMap<number, FeatureSegment>, overrides: readonly OverrideChange[]) {
    const wanted = overrides.flatMap(({ segmentId, priority }) => {
      const row = rows.get(segmentId);
      return row && priority !== undefined ? [{ id: row.id, priority }] : [];
    });
    await this.featureSegments.arrange(await this.rows.byIds(wanted.map(({ id }) => id)), wanted);
  }

  private async putExactly(scope: Scope, priorities: ReadonlyMap<number, number>): Promise<void> {
    const all = [...priorities.values()].toSorted((one, other) => one - other);
    const twice = all.find((priority, index) => priority === all[index - 1]);
    if (twice !== undefined) throw new Refused(`Duplicate priority: ${twice}.`);
    const moved = await this.rows.putAt(priorities);
    if (scope.environmentFeatureVersion !== null) return;
    const { environmentId, featureId } = scope;
    for (const featureSegmentId of moved)
      await this.events.publish(new FeatureSegmentChanged({ featureSegmentId, environmentId, featureId }));
  }

  private async remove(scope: Scope, all: readonly FeatureSegment[], rows: readonly FeatureSegment[]): Promise<void> {
    for (const row of rows) await this.featureSegments.delete(row);
    const left = all.filter((row) => !rows.includes(row));
    await this.rows.putAt(new Map(left.map(({ id, priority }) => [id, priority])));
  }
}
