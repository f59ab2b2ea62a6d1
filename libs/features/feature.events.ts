import { DomainEvent } from '#platform/outbox';

/** A feature was made, in every environment of its project. */
export class FeatureCreated extends DomainEvent<{ featureId: number; projectId: number }> {
  static readonly type = 'feature.created';
}

/** The feature itself or one of its options changed. */
export class FeatureUpdated extends DomainEvent<{ featureId: number; projectId: number }> {
  static readonly type = 'feature.updated';
}

/** A feature was deleted, with its states. */
export class FeatureDeleted extends DomainEvent<{ featureId: number; projectId: number }> {
  static readonly type = 'feature.deleted';
}

/** A state was made, changed or removed: an environment's default, or the override of a segment or an identity. */
export class FeatureStateChanged extends DomainEvent<{
  stateId: number;
  featureId: number;
  environmentId: number;
  identityId: number | null;
  featureSegmentId: number | null;
}> {
  static readonly type = 'feature-state.changed';
}

/** A segment came to override a feature in an environment, ceased to, or took another place among those that do. */
export class FeatureSegmentChanged extends DomainEvent<{
  featureSegmentId: number;
  featureId: number;
  environmentId: number;
}> {
  static readonly type = 'feature-segment.changed';
}

/** A version was published, to be live from a moment on that may be now. */
export class FeatureVersionPublished extends DomainEvent<{
  versionUuid: string;
  featureId: number;
  environmentId: number;
  /** ISO 8601. */
  liveFrom: string;
}> {
  static readonly type = 'feature-version.published';
}

/** The moment of a published version has come; what changes with it has been told of by then. */
export class FeatureVersionWentLive extends DomainEvent<{
  versionUuid: string;
  featureId: number;
  environmentId: number;
}> {
  static readonly type = 'feature-version.went-live';
}
