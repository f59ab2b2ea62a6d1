import { LEVELS } from '#access';
import type { RouteDescription } from '#platform/http';
import type { CallerName } from './callers.js';
import { EXCEPTIONS, OTHERWISE } from './exceptions.js';
import type { Need, Right, RightNeeded } from './need.js';
import { nameOf } from './requests.js';
import { isLimitable, needOf, rightFor, rightsBeside, seeing } from './rules.js';

/** What is wrong with a cell of the table by the rule of its route; undefined where it is as it has to be. */
export function faultOf(route: RouteDescription, caller: CallerName, status: number): string | undefined {
  if (needOf(route).kind === 'unsaid') return 'cannot be judged: say in inside.ts what its handler asks';
  const expected = EXCEPTIONS[nameOf(route)]?.statuses[caller] ?? expectedOf(route, caller);
  if (expected === 'any') return isRefusal(route, status) ? 'refuses whom it is open to' : undefined;
  if (expected === 'allowed') return isDone(route, status) ? undefined : 'does not let in who may';
  return status === expected ? undefined : `has to be ${expected}`;
}

const isDone = (route: RouteDescription, status: number): boolean =>
  (status >= 200 && status < 400) || status === OTHERWISE[nameOf(route)]?.status;

const isRefusal = (route: RouteDescription, status: number): boolean =>
  (status === 401 || status === 403 || status >= 500) && status !== OTHERWISE[nameOf(route)]?.status;

/** `any`: whatever is no refusal. */
function expectedOf(route: RouteDescription, caller: CallerName): number | 'allowed' | 'any' {
  const need = needOf(route);
  if (need.kind === 'public') return 'any';
  if (need.kind === 'sdk-key') return mayAsk(need, caller) ? 'allowed' : need.refusal;
  if (UNKNOWN.includes(caller)) return 401;
  const isKey = caller === 'master key' || caller === 'master key by role';
  if (isKey && route.byPeople) return 401;
  if (need.kind === 'nobody') return need.status;
  if (need.kind === 'signed-in' || need.kind === 'unsaid') return 'allowed';
  if (need.kind === 'person') return isKey ? 403 : 'allowed';
  return byRights(need, caller);
}

const UNKNOWN: readonly CallerName[] = ['nobody', 'revoked key', 'client SDK key', 'server SDK key'];

const mayAsk = ({ side }: Extract<Need, { kind: 'sdk-key' }>, caller: CallerName): boolean =>
  caller === 'server SDK key' || (side === 'client' && caller === 'client SDK key');

function byRights(need: RightNeeded, caller: CallerName): number | 'allowed' {
  const rights = rightsOf(caller, need);
  const sees = holds(rights, seeing(need.level));
  if (holds(rights, need) && (sees || need.refusal !== 'hidden'))
    return need.beside?.rights.every((right) => holds(rights, right)) === false ? need.beside.refusal : 'allowed';
  if (need.refusal !== 'hidden') return need.refusal;
  return sees ? 403 : 404;
}

/** Who is what in the organisation that is asked about. */
function rightsOf(caller: CallerName, need: Need): Right[] {
  const member: Right = { level: 'organisation', permission: 'member' };
  const beside = rightsBeside(need).filter(isGrantable);
  const given = [rightFor(need) ?? member, ...beside].filter(isGrantable);
  switch (caller) {
    case 'organisation admin':
    case 'OAuth':
    case 'master key':
      return [member, { level: 'organisation', permission: 'admin' }];
    case 'project admin':
      return [member, { level: 'project', permission: 'admin' }];
    case 'environment admin':
      return [member, { level: 'environment', permission: 'admin' }];
    case 'by key':
    case 'by group':
    case 'by role':
      return [member, ...given];
    case 'master key by role':
      return given;
    case 'wrong tag':
      return isLimitable(need) ? [member, ...beside] : [member];
    case 'member':
      return [member];
    default:
      return [];
  }
}

const isGrantable = ({ level, permission }: Right): boolean =>
  permission !== 'member' && !(level === 'organisation' && permission === 'admin');

/** An admin of a level may do everything there and below. */
function holds(rights: readonly Right[], { level, permission }: Right): boolean {
  return rights.some(
    (right) =>
      (right.permission === 'admin' &&
        permission !== 'member' &&
        LEVELS.indexOf(right.level) <= LEVELS.indexOf(level)) ||
      (right.permission === permission && (right.level === level || permission === 'member')),
  );
}
