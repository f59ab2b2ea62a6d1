import { RE2JS } from 're2js';
import { Invalid } from '#platform/errors';
import type { Project } from '#projects';

/** @throws Invalid where the project's pattern does not match the whole name */
export function checkFeatureName({ featureNameRegex }: Project, name: string): void {
  if (featureNameRegex && !matchesWhole(featureNameRegex, name))
    throw Invalid.field('name', `Feature name must match regex: ${featureNameRegex}`);
}

/** User patterns run in RE2, in linear time; one that RE2 does not know matches nothing. */
function matchesWhole(pattern: string, name: string): boolean {
  try {
    return RE2JS.compile(`^(?:${pattern})$`).matcher(name).find();
  } catch {
    return false;
  }
}
