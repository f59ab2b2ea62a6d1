import { Injectable } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import { readId, Scoped, ScopeOf, type ScopeLoader } from '#platform/http';
import type { Project } from './project.entity.js';
import { ProjectRepository } from './project.repository.js';

/** The project that the path names and the rule has opened. */
export const InProject = (): ParameterDecorator => Scoped('project');

/** Loads `:projectId`. */
@ScopeOf('project')
@Injectable()
export class ProjectScope implements ScopeLoader {
  constructor(private readonly projects: ProjectRepository) {}

  absent(): NotFound {
    return NotFound.of('Project');
  }

  isGuessable(): boolean {
    return true;
  }

  async load({ projectId }: Readonly<Record<string, string>>): Promise<Project | undefined> {
    return (await this.projects.byId(readId(projectId))) ?? undefined;
  }
}
