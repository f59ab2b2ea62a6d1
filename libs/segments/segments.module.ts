import { Module } from '@nestjs/common';
import { ProjectsModule } from '#projects';
import { IdentitySegmentsQuery } from './identity-segments.query.js';
import { SegmentByUuidController } from './segment-by-uuid.controller.js';
import { SegmentRepository } from './segment.repository.js';
import { SegmentsController } from './segments.controller.js';
import { SegmentsService } from './segments.service.js';

@Module({
  imports: [ProjectsModule],
  controllers: [SegmentsController, SegmentByUuidController],
  providers: [IdentitySegmentsQuery, SegmentRepository, SegmentsService],
  exports: [SegmentRepository, SegmentsService],
})
export class SegmentsModule {}
