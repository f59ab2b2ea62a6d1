import { Module } from '@nestjs/common';
import { EnvironmentsModule } from '#environments';
import { MetadataModule } from '#metadata';
import { ProjectsModule } from '#projects';
import { IdentitySegmentsQuery } from './identity-segments.query.js';
import { SegmentMembersController } from './segment-members.controller.js';
import { SegmentMembersQuery } from './segment-members.query.js';
import { SegmentByUuidController } from './segment-by-uuid.controller.js';
import { SegmentRepository } from './segment.repository.js';
import { SegmentsController } from './segments.controller.js';
import { SegmentsService } from './segments.service.js';

@Module({
  imports: [EnvironmentsModule, MetadataModule, ProjectsModule],
  controllers: [SegmentsController, SegmentMembersController, SegmentByUuidController],
  providers: [IdentitySegmentsQuery, SegmentMembersQuery, SegmentRepository, SegmentsService],
  exports: [SegmentRepository, SegmentsService],
})
export class SegmentsModule {}
