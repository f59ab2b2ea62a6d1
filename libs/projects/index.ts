export { ProjectCreated, ProjectDeleted, ProjectUpdated } from './project.events.js';
export { Project } from './project.entity.js';
export { ProjectRepository } from './project.repository.js';
export { InProject } from './project.scope.js';
export { ProjectsModule } from './projects.module.js';
