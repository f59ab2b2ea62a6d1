import type { Type } from '@nestjs/common';
import type { Level } from './access-path.js';

/** Where each level's routes are, and the parameter that names the thing. */
export const LEVEL_PATHS: Readonly<Record<Level, { path: string; parameter: string }>> = {
  organisation: { path: 'api/v1/organisations', parameter: 'organisationId' },
  project: { path: 'api/v1/projects', parameter: 'projectId' },
  environment: { path: 'api/v1/environments', parameter: 'environmentKey' },
};

/** Members of a family are told apart by name: `ProjectPermissionsController`. */
export function named(controller: Type, level: Level): Type {
  const prefix = `${level.charAt(0).toUpperCase()}${level.slice(1)}`;
  Object.defineProperty(controller, 'name', { value: prefix + controller.name });
  return controller;
}
