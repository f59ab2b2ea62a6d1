import { Module } from '@nestjs/common';
import { ProjectsModule } from '#projects';
import { SegmentRepository } from './segment.repository.js';
import { SegmentsController } from './segments.controller.js';
import { SegmentsService } from './segments.service.js';

@Module({
  imports: [ProjectsModule],
  controllers: [SegmentsController],
  providers: [SegmentRepository, SegmentsService],
  exports: [SegmentRepository, SegmentsService],
})
export class SegmentsModule {}
