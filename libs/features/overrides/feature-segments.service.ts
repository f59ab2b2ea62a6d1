import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { Invalid } from '#platform/errors';
import { Events, Within } from '#platform/outbox';
import { SegmentDeleted, SegmentRepository, type Segment } from '#segments';
import type { Feature } from '../feature.entity.js';
import { FeatureSegmentChanged } from '../feature.events.js';
import { FeatureRepository } from '../feature.repository.js';
import { DirectWrites } from '../versions/direct-writes.js';
import type { CreateFeatureSegmentDto, PriorityDto, UpdateFeatureSegmentDto } from './feature-segment.dto.js';
import { FeatureSegment } from './feature-segment.entity.js';
import { FeatureSegmentRepository, type Scope } from './feature-segment.repository.js';

/** Which segments override a feature in an environment, and in which order. Places change under a lock on the feature. */
@Injectable()
export class FeatureSegmentsService {
  constructor(
    private readonly rows: FeatureSegmentRepository,
    private readonly features: FeatureRepository,
    private readonly segments: SegmentRepository,
    private readonly direct: DirectWrites,
    private readonly events: Events,
  ) {}

  async create(environment: Environment, input: CreateFeatureSegmentDto): Promise<FeatureSegment> {
    const feature = await this.features.find(environment.projectId, input.feature);
    if (!feature) throw Invalid.reference('feature', input.feature);
    const segment = await this.segmentFor(environment, feature, input.segment);
    return this.place(unversioned(environment, feature), segment);
  }

  /** The segment that shall override the feature. @throws Invalid for one of another project or feature */
  async segmentFor(environment: Environment, feature: Feature, id: number): Promise<Segment> {
    const segment = await this.segments.find(environment.projectId, id);
    if (!segment || !(await this.rows.holdSegment(id))) throw Invalid.reference('segment', id);
    if (segment.featureId !== null && segment.featureId !== feature.id)
      throw Invalid.field('feature', 'The segment is for another feature.');
    await this.features.lock(feature.id);
    return segment;
  }

  /** At the place that is asked for, before whatever is there, or at the end. */
  async place(scope: Scope, segment: Segment, priority = Number.MAX_SAFE_INTEGER): Promise<FeatureSegment> {
    const others = (await this.rows.inScope(scope)).map(({ id }) => id);
    const fresh = { ...scope, segmentId: segment.id, priority: others.length };
    const row = await this.rows.save(Object.assign(new FeatureSegment(), fresh));
    const at = Math.min(priority, others.length);
    await this.rows.arrange(others.toSpliced(at, 0, row.id));
    await this.announce(row);
    return Object.assign(row, { priority: at });
  }

  /** A segment that shall override the feature, as one thing. @throws Invalid where it does already */
  async placeFirst(
    environment: Environment,
    feature: Feature,
    segment: Segment,
    priority: number | undefined,
  ): Promise<FeatureSegment> {
    const scope = unversioned(environment, feature);
    await this.direct.allow(scope);
    if (await this.rows.overrideBy(scope, segment.id))
      throw Invalid.whole('The segment overrides the feature in this environment already.');
    return this.place(scope, segment, priority);
  }

  /** Another segment takes the row over; feature and environment stay. */
  async update(
    environment: Environment,
    row: FeatureSegment,
    input: Partial<UpdateFeatureSegmentDto>,
  ): Promise<FeatureSegment> {
    if (input.feature !== undefined && input.feature !== row.featureId)
      throw Invalid.field('feature', 'Cannot change the feature of a feature segment');
    if (input.environment !== undefined && input.environment !== row.environmentId)
      throw Invalid.field('environment', 'Cannot change the environment of a feature segment');
    if (input.segment === undefined || input.segment === row.segmentId) return row;
    const feature = await this.features.find(environment.projectId, row.featureId);
    if (!feature) throw Invalid.reference('feature', row.featureId);
    await this.allow(row);
    const segment = await this.segmentFor(environment, feature, input.segment);
    const saved = await this.rows.save(Object.assign(row, { segmentId: segment.id, segment }));
    await this.announce(saved);
    return saved;
  }

  /** Puts these rows of one scope at their places; the others close up around them. */
  async arrange(rows: readonly FeatureSegment[], wanted: readonly PriorityDto[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    await this.allow(first);
    await this.features.lock(first.featureId);
    const order = wanted.toSorted((one, other) => one.priority - other.priority);
    const moved = new Set(order.map(({ id }) => id));
    const places = (await this.rows.inScope(first)).map(({ id }) => id).filter((id) => !moved.has(id));
    for (const { id, priority } of order) if (moved.delete(id)) places.splice(priority, 0, id);
    await this.rows.arrange(places);
    await this.announce(first);
  }

  /** With its state; those behind it move up. */
  async delete(row: FeatureSegment): Promise<void> {
    await this.allow(row);
    await this.features.lock(row.featureId);
    await this.rows.remove(row);
    await this.rows.arrange((await this.rows.inScope(row)).map(({ id }) => id));
    await this.announce(row);
  }

  /** Whoever hears that a segment was deleted knows that its overrides are. */
  @Within(SegmentDeleted)
  async ofDeletedSegment({ payload: { segmentId } }: SegmentDeleted): Promise<void> {
    await this.rows.removeOfSegment(segmentId);
  }

  /** A row of no version in an environment with versions counts for nothing, and may be anything. // upstream: §7.6 */
  private async allow({ id }: FeatureSegment): Promise<void> {
    const row = await this.rows.held(id);
    if (row?.environmentFeatureVersion != null) await this.direct.allow(row);
  }

  /** What a version consists of is told of when it goes live. */
  private async announce({ id, featureId, environmentId, environmentFeatureVersion }: FeatureSegment): Promise<void> {
    if (environmentFeatureVersion !== null) return;
    await this.events.publish(new FeatureSegmentChanged({ featureSegmentId: id, featureId, environmentId }));
  }
}

const unversioned = (environment: Environment, feature: Feature): Scope => ({
  environmentId: environment.id,
  featureId: feature.id,
  environmentFeatureVersion: null,
});
