/**
 * Where a thing stands among the levels that permissions are given on. A project has its organisation's id too, an environment
 * both: whoever administers a level administers what lies below.
 */
export interface AccessPath {
  readonly organisationId: number;
  readonly projectId?: number;
  readonly environmentId?: number;
}

/** A thing that permissions are given on. */
export interface AccessScope {
  readonly accessPath: AccessPath;
}

export const LEVELS = ['organisation', 'project', 'environment'] as const;
export type Level = (typeof LEVELS)[number];

export function isAccessScope(value: object): value is AccessScope {
  return 'accessPath' in value;
}

/** What a question is about, for rights that are limited to features with certain tags. */
export interface AboutFeature {
  readonly kind: 'feature' | 'feature-state';
  readonly id: number;
}
