import type { Type } from '@nestjs/common';
import { Can } from '#platform/http';
import type { Level } from './access-path.js';

const PATHS: Readonly<Record<Level, string>> = {
  organisation: 'api/v1/organisations/:organisationId',
  project: 'api/v1/projects/:projectId',
  environment: 'api/v1/environments/:environmentKey',
};

/** Where the routes of one thing of a level are. */
export const pathTo = (level: Level): string => PATHS[level];

/** Members of a family are told apart by name: `ProjectPermissionsController`. */
export function named(controller: Type, level: Level): Type {
  const prefix = `${level.charAt(0).toUpperCase()}${level.slice(1)}`;
  Object.defineProperty(controller, 'name', { value: prefix + controller.name });
  return controller;
}

/** Who may read what has been granted: admins, and everybody who sees the environment. */
export function toListGrants(level: 'project' | 'environment'): MethodDecorator {
  return level === 'environment' ? Can('environment:VIEW_ENVIRONMENT') : Can('project:admin');
}
