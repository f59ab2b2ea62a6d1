import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEVELS, permissionKey } from '#access';
import { projectFolder } from '#platform/config';
import { describeRule, type RouteDescription } from '#platform/http';
import { describeApi } from './describe-api.js';

const upstream = join(projectFolder(), '..', 'shared', 'upstream', 'operations.tsv');
const missingFile = join(projectFolder(), 'test', 'conformance', 'missing-operations.txt');

/** Ours alone: upstream serves them too, but does not list them among its operations. */
const OURS = [
  'GET /config/project-overrides',
  'GET /health',
  'GET /health/liveness',
  'GET /health/readiness',
  'GET /healthcheck',
  'GET /metrics',
  'GET /robots.txt',
  'GET /version',
  'PUT /api/v1/environments/{}/onboarding-status',
];

/** Ours too: what upstream serves elsewhere, serves but does not list, or not at all. Each asks for the key of an environment. */
const OURS_FOR_SDKS = [
  'GET /api/v1/identities/{}',
  'POST /api/v1/identities/{}/traits/{}',
  'GET /ofrep/v1/configuration',
  'GET /ofrep/v1/event-stream',
  'GET /sse/environments/{}/stream',
  'POST /ofrep/v1/evaluate/flags',
  'POST /ofrep/v1/evaluate/flags/{}',
];

/** Ours too: where browsers sign in by OpenID Connect. */
const OURS_FOR_BROWSERS = ['GET /api/v1/auth/oidc/callback', 'GET /api/v1/auth/oidc/login'];

/** What programs that act for users ask, without their users: upstream serves it too, and does not list all of it. */
const OF_CLIENTS = [
  'GET /.well-known/oauth-authorization-server',
  'POST /o/introspect',
  'POST /o/register',
  'POST /o/revoke_token',
  'POST /o/token',
];

/** What people, and other installations, do before anybody can know who they are. */
const OF_STRANGERS = [
  'GET /api/v1/environments/{}/onboarding-status',
  'POST /api/v1/analytics/telemetry',
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/login/code',
  'GET /api/v1/auth/oidc/callback',
  'GET /api/v1/auth/oidc/login',
  'POST /api/v1/auth/oauth/github',
  'POST /api/v1/auth/oauth/google',
  'POST /api/v1/auth/oidc/token',
  'POST /api/v1/auth/saml/login',
  'POST /api/v1/auth/users',
  'POST /api/v1/auth/users/activation',
  'POST /api/v1/auth/users/resend_activation',
  'POST /api/v1/auth/users/reset_email',
  'POST /api/v1/auth/users/reset_email_confirm',
  'POST /api/v1/auth/users/reset_password',
  'POST /api/v1/auth/users/reset_password_confirm',
];

/** Pages that mailed links lead to, and those of the first run. */
const PAGES = [
  'GET /',
  'GET /api/v1/users/config/init',
  ...['activate/{}/{}', 'email-reset/confirm/{}/{}', 'password-reset/confirm/{}/{}', 'setup'].flatMap((path) => [
    `GET /${path}`,
    `POST /${path}`,
  ]),
];

let routes: RouteDescription[];
beforeAll(async () => {
  routes = (await describeApi()).routes;
});

/** They need the right for all features: what is about many cannot be asked about one. */
const ABOUT_MANY_FEATURES = [
  'GET /api/v1/environments/{}/identities/{}/featurestates',
  'GET /api/v1/environments/{}/identities/{}/featurestates/all',
  'POST /api/v1/environments/{}/identities/{}/featurestates/clone-from-given-identity',
];

/** Whether a role may limit that right to features with certain tags. */
const isLimited = (level: string, permission: string): boolean =>
  LEVELS.some((one) => one === level && permissionKey(one, permission)?.supports_tag);

/** Paths with their parameters unnamed, without a slash at the end. */
const normal = (method: string, path: string): string =>
  `${method} ${path
    .replace(/:\w+/g, '{}')
    .replace(/\{\w*\}/g, '{}')
    .replace(/(.)\/$/, '$1')}`;

describe('every route', () => {
  it('declares what it asks of its caller', () => {
    const open = routes.filter(({ rule }) => rule === undefined).map(({ method, path }) => `${method} ${path}`);
    expect(open).toEqual([]);
  });

  it('is public only where nobody can be known yet', () => {
    const open = routes.filter(({ rule }) => rule?.kind === 'public').map(({ method, path }) => normal(method, path));
    expect(open.sort()).toEqual([...OURS, ...OF_CLIENTS, ...OF_STRANGERS, ...PAGES].sort());
  });

  it('names the level that its rule asks about in its path', () => {
    const parameters = new Map([
      ['organisation', [':organisationId']],
      ['project', [':projectId']],
      ['environment', [':environmentKey', ':environmentId']],
    ]);
    const blind = routes.filter(
      ({ rule, path }) => rule?.kind === 'can' && !parameters.get(rule.level)?.some((name) => path.includes(name)),
    );
    expect(blind.map(({ method, path, rule }) => `${method} ${path} ${describeRule(rule)}`)).toEqual([]);
  });

  it('says which feature it is about where a role may limit the right to tags', () => {
    const limited = routes.filter(({ rule }) => rule?.kind === 'can' && isLimited(rule.level, rule.permission));
    expect(limited.length).toBeGreaterThan(0);
    const silent = limited.filter(({ about }) => about === undefined).map(({ method, path }) => normal(method, path));
    expect(silent).toEqual(ABOUT_MANY_FEATURES);
  });

  it('is there once', () => {
    const all = routes.map(({ method, path }) => normal(method, path));
    expect(all.filter((route, index) => all.indexOf(route) !== index)).toEqual([]);
  });
});

const described = existsSync(upstream) ? describe : describe.skip;
described('held against the operations of Flagsmith (skipped where their list is not at hand)', () => {
  const operations = (): Set<string> => {
    const [, ...rows] = readFileSync(upstream, 'utf8').trim().split('\n');
    return new Set(rows.map((row) => row.split('\t')).map(([method = '', path = '']) => normal(method, path)));
  };

  it('no route is unknown', () => {
    const known = operations();
    const ours = routes.map(({ method, path }) => normal(method, path)).filter((route) => !known.has(route));
    expect(
      ours.filter(
        (route) => ![...OURS, ...OF_CLIENTS, ...OURS_FOR_BROWSERS, ...OURS_FOR_SDKS, ...PAGES].includes(route),
      ),
    ).toEqual([]);
  });

  it('the list of those that are missing only shrinks', () => {
    const ours = new Set(routes.map(({ method, path }) => normal(method, path)));
    const missing = [...operations()].filter((operation) => !ours.has(operation)).sort();
    const before = existsSync(missingFile) ? readFileSync(missingFile, 'utf8').trim().split('\n') : missing;
    expect(missing.filter((operation) => !before.includes(operation))).toEqual([]);
    if (missing.length < before.length || !existsSync(missingFile))
      writeFileSync(missingFile, `${missing.join('\n')}\n`);
  });
});
