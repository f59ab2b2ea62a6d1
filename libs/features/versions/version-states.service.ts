import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { Invalid, NotFound, Refused } from '#platform/errors';
import type { Feature } from '../feature.entity.js';
import type { PriorityDto } from '../overrides/feature-segment.dto.js';
import { FeatureSegmentRepository } from '../overrides/feature-segment.repository.js';
import { FeatureSegmentsService } from '../overrides/feature-segments.service.js';
import { FeatureStateRepository } from '../states/feature-state.repository.js';
import { FeatureStatesService } from '../states/feature-states.service.js';
import type { FeatureVersion } from './feature-version.entity.js';
import { VersionContentsRepository } from './version-contents.repository.js';
import type { VersionState, WriteVersionStateDto } from './version-state.dto.js';

/** The states of one version. Only those of a draft change. */
@Injectable()
export class VersionStatesService {
  constructor(
    private readonly states: FeatureStatesService,
    private readonly repository: FeatureStateRepository,
    private readonly featureSegments: FeatureSegmentsService,
    private readonly rows: FeatureSegmentRepository,
    private readonly contents: VersionContentsRepository,
  ) {}

  async list(version: FeatureVersion): Promise<VersionState[]> {
    const rows = new Map((await this.rows.inScope(scopeOf(version))).map((row) => [row.id, row]));
    const states = await this.repository.ofVersion(version.uuid);
    return states.map((state) => ({ state, row: rows.get(state.featureSegmentId ?? 0) ?? null }));
  }

  /** @throws NotFound for a state of another version */
  async find(version: FeatureVersion, id: number): Promise<VersionState> {
    const found = (await this.list(version)).find(({ state }) => state.id === id);
    if (!found) throw NotFound.of('FeatureState');
    return found;
  }

  /** Segments are locked before features: so does who deletes one. */
  async hold({ feature_segment: place }: WriteVersionStateDto): Promise<void> {
    if (place) await this.rows.holdSegment(place.segment);
  }

  /** The override of a segment, or the default where there is none. */
  async create(
    environment: Environment,
    feature: Feature,
    version: FeatureVersion,
    { feature_segment: place, ...input }: WriteVersionStateDto,
  ): Promise<VersionState> {
    const typed = { ...input, feature: feature.id, environment: environment.id };
    const inVersion = { environmentFeatureVersion: version.uuid, version: null, liveFrom: null };
    if (!place) {
      const mvHashingSalt = await this.contents.seedOf(environment.id, feature.id, null);
      return {
        state: await this.states.create(environment, feature, { ...inVersion, mvHashingSalt }, typed),
        row: null,
      };
    }
    const segment = await inPlace(() => this.featureSegments.segmentFor(environment, feature, place.segment));
    if (await this.rows.overrideBy(scopeOf(version), segment.id))
      throw Invalid.whole('The segment overrides the feature in this version already.');
    const row = await this.featureSegments.place(scopeOf(version), segment, place.priority ?? undefined);
    const mvHashingSalt = await this.contents.seedOf(environment.id, feature.id, segment.id);
    const of = { ...inVersion, mvHashingSalt, featureSegmentId: row.id };
    return { state: await this.states.create(environment, feature, of, typed), row };
  }

  /** Only what is given changes; a segment keeps its override. */
  async update(
    version: FeatureVersion,
    { state, row }: VersionState,
    { feature_segment: place, ...input }: Partial<WriteVersionStateDto>,
  ): Promise<VersionState> {
    if (place && (row?.segmentId !== place.segment || (place.id !== undefined && place.id !== row.id)))
      throw new Invalid({ feature_segment: { segment: ['Cannot change the segment of a feature state'] } });
    if (row && place?.priority != null) await this.arrange([{ id: row.id, priority: place.priority }]);
    await this.states.updateTyped(state, input);
    return this.find(version, state.id);
  }

  /** Puts overrides of one version at their places. */
  async arrange(wanted: readonly PriorityDto[]): Promise<void> {
    await this.featureSegments.arrange(await this.rows.byIds(wanted.map(({ id }) => id)), wanted);
  }

  /** The places of those behind it close up when the version is published. // upstream: §7.6 */
  async delete({ row }: VersionState): Promise<void> {
    if (!row) throw new Refused('Cannot delete environment default feature state.');
    await this.rows.remove(row);
  }
}

export const scopeOf = ({ environmentId, featureId, uuid }: FeatureVersion) => ({
  environmentId,
  featureId,
  environmentFeatureVersion: uuid,
});

/** What is wrong with a place is told beside it. */
async function inPlace<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Invalid ? new Invalid({ feature_segment: error.faults }) : error;
  }
}
