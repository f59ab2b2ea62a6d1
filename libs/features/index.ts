export {
  FeatureCreated,
  FeatureDeleted,
  FeatureSegmentChanged,
  FeatureStateChanged,
  FeatureUpdated,
  FeatureVersionPublished,
  FeatureVersionWentLive,
} from './feature.events.js';
export { Feature } from './feature.entity.js';
export { FeaturesModule } from './features.module.js';
export { FeaturesJobsModule } from './features-jobs.module.js';
export { scalarOf, type FlagValue, type Scalar } from './flag-value.js';
export {
  CreateIdentityOverrideDto,
  FeatureStateDto,
  ListedFeatureStateDto,
  toFeatureState,
  toListedFeatureState,
  UpdateFeatureStateDto,
} from './states/feature-state.dto.js';
export type { FeatureState } from './states/feature-state.entity.js';
export { FeatureStateRepository } from './states/feature-state.repository.js';
export { FeatureStatesService } from './states/feature-states.service.js';
export { GoingLive } from './versions/going-live.js';
