import { Module } from '@nestjs/common';
import { ProjectsModule } from '#projects';
import { TagRepository } from './tag.repository.js';
import { TagsController } from './tags.controller.js';
import { TagsService } from './tags.service.js';

@Module({
  imports: [ProjectsModule],
  controllers: [TagsController],
  providers: [TagRepository, TagsService],
  exports: [TagRepository],
})
export class TagsModule {}
