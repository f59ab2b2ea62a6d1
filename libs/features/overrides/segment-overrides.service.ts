import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { NotFound } from '#platform/errors';
import { FeatureRepository } from '../feature.repository.js';
import type { FeatureState } from '../states/feature-state.entity.js';
import { FeatureStatesService } from '../states/feature-states.service.js';
import type { FeatureSegment } from './feature-segment.entity.js';
import { FeatureSegmentsService } from './feature-segments.service.js';
import type { CreateSegmentOverrideDto } from './segment-override.dto.js';

/** The override of a segment as one thing: its place and its state. */
@Injectable()
export class SegmentOverridesService {
  constructor(
    private readonly features: FeatureRepository,
    private readonly featureSegments: FeatureSegmentsService,
    private readonly states: FeatureStatesService,
  ) {}

  /** @throws Invalid where the segment overrides the feature already */
  async create(
    environment: Environment,
    featureId: number,
    { feature_segment: { segment: segmentId, priority }, ...state }: CreateSegmentOverrideDto,
  ): Promise<{ state: FeatureState; row: FeatureSegment }> {
    const feature = await this.features.find(environment.projectId, featureId);
    if (!feature) throw NotFound.of('Feature');
    const segment = await this.featureSegments.segmentFor(environment, feature, segmentId);
    const row = await this.featureSegments.placeFirst(environment, feature, segment, priority ?? undefined);
    const input = { ...state, feature: feature.id, environment: environment.id };
    return { state: await this.states.create(environment, feature, { featureSegmentId: row.id }, input), row };
  }
}
