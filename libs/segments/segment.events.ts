import { DomainEvent } from '#platform/outbox';

/** A segment was made. */
export class SegmentCreated extends DomainEvent<{ segmentId: number; projectId: number }> {
  static readonly type = 'segment.created';
}

/** A segment's name, description or rules changed. */
export class SegmentUpdated extends DomainEvent<{ segmentId: number; projectId: number }> {
  static readonly type = 'segment.updated';
}

/** A segment was deleted, with what it overrides. */
export class SegmentDeleted extends DomainEvent<{ segmentId: number; projectId: number }> {
  static readonly type = 'segment.deleted';
}
