import { LEVELS, permissionKey, type Level } from '#access';
import type { RouteDescription } from '#platform/http';
import { besideOf, INSIDE } from './inside.js';
import type { Need, Right } from './need.js';
import { nameOf } from './requests.js';

const VIEW: Readonly<Record<Level, string>> = {
  organisation: 'member',
  project: 'VIEW_PROJECT',
  environment: 'VIEW_ENVIRONMENT',
};

/** The right to see what is on a level. */
export const seeing = (level: Level): Right => ({ level, permission: VIEW[level] });

export function needOf(route: RouteDescription): Need {
  const { rule } = route;
  const inside = INSIDE[nameOf(route)];
  if (inside) return inside;
  switch (rule?.kind) {
    case 'public':
    case 'signed':
      return { kind: 'public' };
    case 'sdk-key':
      return { ...rule, refusal: 403 };
    case 'can':
      return {
        kind: 'right',
        level: asLevel(rule.level),
        permission: rule.permission,
        refusal: rule.refusal === 'hidden' ? 'hidden' : 403,
        beside: besideOf(nameOf(route)),
      };
    case 'signed-in':
      return { kind: 'unsaid' };
    default:
      return { kind: 'nobody', status: 403 };
  }
}

/** The right that an operation is about. */
export const rightFor = (need: Need): Right | undefined => (need.kind === 'right' ? need : undefined);

/** What else a caller has to be given to be let in. */
export function rightsBeside(need: Need): Right[] {
  if (need.kind !== 'right') return [];
  const { level, permission, refusal, beside } = need;
  const view = refusal === 'hidden' && permission !== seeing(level).permission ? [seeing(level)] : [];
  return [...view, ...(beside?.rights ?? [])];
}

/** Whether a role may limit it to features with certain tags. */
export const isLimitable = (need: Need): boolean =>
  need.kind === 'right' && permissionKey(need.level, need.permission)?.supports_tag === true;

function asLevel(name: string): Level {
  const level = LEVELS.find((one) => one === name);
  if (!level) throw new Error(`nobody knows the level ${name}`);
  return level;
}
