import { Module } from '@nestjs/common';
import { OrganisationsModule } from '#organisations';
import { ProjectRepository } from './project.repository.js';
import { ProjectScope } from './project.scope.js';
import { ProjectsController } from './projects.controller.js';
import { ProjectsService } from './projects.service.js';

@Module({
  imports: [OrganisationsModule],
  controllers: [ProjectsController],
  providers: [ProjectRepository, ProjectScope, ProjectsService],
  exports: [ProjectRepository],
})
export class ProjectsModule {}
