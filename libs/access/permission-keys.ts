import type { Level } from './access-path.js';

/** A right that can be granted on a level. */
export interface PermissionKey {
  readonly key: string;
  readonly description: string;
  /** Whether a role may limit it to features with certain tags. */
  readonly supports_tag: boolean;
}

const key = (name: string, description: string, supportsTag = false): PermissionKey => ({
  key: name,
  description,
  supports_tag: supportsTag,
});

/** Everything that can be granted, by level, in the order in which lists show it. */
export const PERMISSION_KEYS: Readonly<Record<Level, readonly PermissionKey[]>> = {
  organisation: [
    key('CREATE_PROJECT', 'Allows the user to create projects in this organisation.'),
    key('MANAGE_USER_GROUPS', 'Allows the user to manage the groups in the organisation and their members.'),
  ],
  project: [
    key('VIEW_PROJECT', 'View permission for the given project.'),
    key('CREATE_ENVIRONMENT', 'Ability to create an environment in the given project.'),
    key('DELETE_FEATURE', 'Ability to delete features in the given project.', true),
    key('CREATE_FEATURE', 'Ability to create features in the given project.'),
    key('MANAGE_SEGMENTS', 'Ability to manage segments in the given project.'),
    key(
      'MANAGE_PROJECT_LEVEL_CHANGE_REQUESTS',
      'Ability to create, delete, and publish change requests associated with a project.',
    ),
    key('APPROVE_PROJECT_LEVEL_CHANGE_REQUESTS', 'Ability to approve project level change requests.'),
    key('CREATE_PROJECT_LEVEL_CHANGE_REQUESTS', 'Ability to create project level change requests.'),
    key('MANAGE_TAGS', 'Allows the user to manage tags in the given project.'),
    key('VIEW_AUDIT_LOG', 'Allows the user to view the audit logs for this project.'),
  ],
  environment: [
    key('VIEW_ENVIRONMENT', 'View permission for the given environment.'),
    key('UPDATE_FEATURE_STATE', 'Update the state or value for a given feature state.', true),
    key('MANAGE_IDENTITIES', 'Manage identities in the given environment.'),
    key('CREATE_CHANGE_REQUEST', 'Permission to create change requests in the given environment.', true),
    key('APPROVE_CHANGE_REQUEST', 'Permission to approve change requests in the given environment.', true),
    key('VIEW_IDENTITIES', 'View identities in the given environment.'),
    key('MANAGE_SEGMENT_OVERRIDES', 'Permission to manage segment overrides in the given environment', true),
  ],
};

/** The right of that name, if the level knows one. */
export function permissionKey(level: Level, name: string): PermissionKey | undefined {
  return PERMISSION_KEYS[level].find(({ key: known }) => known === name);
}

/** Whether a level knows a right of that name. */
export function isPermissionKey(level: Level, name: string): boolean {
  return permissionKey(level, name) !== undefined;
}
