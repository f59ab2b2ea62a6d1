export { compilableSegment } from './compilable-segment.js';
export { Segment, type SegmentCondition, type SegmentRule, type SegmentSubRule } from './segment.entity.js';
export { SegmentCreated, SegmentDeleted, SegmentUpdated } from './segment.events.js';
export { SegmentRepository } from './segment.repository.js';
export { SegmentsModule } from './segments.module.js';
export { traitsFrom } from './stored-traits.js';
export { SegmentsService } from './segments.service.js';
