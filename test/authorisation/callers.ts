import type { Level } from '#access';
import type { Person, TestApi } from '../api/index.js';
import { OAuthPrograms } from '../api/oauth-programs.js';
import { assign, makeGroup, makeRole, rolesOf } from '../api/roles.js';
import { send } from '../api/send.js';
import type { Right } from './need.js';
import type { Place } from './world.js';

/** Everybody who asks, in the order of the columns. */
export const CALLERS = [
  'nobody',
  'elsewhere',
  'member',
  'by key',
  'by group',
  'by role',
  'wrong tag',
  'environment admin',
  'project admin',
  'organisation admin',
  'OAuth',
  'master key',
  'master key by role',
  'revoked key',
  'client SDK key',
  'server SDK key',
] as const;
export type CallerName = (typeof CALLERS)[number];

type Headers = Readonly<Record<string, string>>;
type Column = 'user_id' | 'group_id' | 'role_id';
type Holder = readonly [Column, number];

/** All callers, and the way to give some of them exactly one right in a place. */
export class Callers {
  private given = '';

  private constructor(
    private readonly api: TestApi,
    private readonly place: Place,
    private readonly headers: ReadonlyMap<CallerName, Headers>,
    private readonly holders: readonly Holder[],
    private readonly limited: number,
  ) {}

  static async of(api: TestApi, place: Place, elsewhere: Place): Promise<Callers> {
    const { tenant, world } = place;
    const [member, direct, grouped, roled, limited, environmentAdmin, projectAdmin] = await membersOf(api, place, 7);
    const group = await makeGroup(tenant, grouped);
    const roles = [await makeRole(tenant, 'Held'), await makeRole(tenant, 'Limited'), await makeRole(tenant, 'Key')];
    const [held = 0, wrong = 0, keyRole = 0] = roles;
    await assign(tenant, held, 'users', roled.id);
    await assign(tenant, wrong, 'users', limited.id);
    const key = await makeKey(place, false);
    await send(tenant.owner, 'POST', `${rolesOf(tenant)}${keyRole}/master-api-keys/`, { master_api_key: key.id });
    const revoked = await makeKey(place, true);
    await api.sql('update master_api_key set revoked = true where prefix = $1', [revoked.prefix]);
    const headers = new Map<CallerName, Headers>([
      ['nobody', {}],
      ['elsewhere', token(elsewhere.tenant.owner)],
      ['member', token(member)],
      ['by key', token(direct)],
      ['by group', token(grouped)],
      ['by role', token(roled)],
      ['wrong tag', token(limited)],
      ['environment admin', token(environmentAdmin)],
      ['project admin', token(projectAdmin)],
      ['organisation admin', token(tenant.owner)],
      ['OAuth', { authorization: `Bearer ${await oauthToken(api, tenant.owner)}` }],
      ['master key', { authorization: `Api-Key ${(await makeKey(place, true)).key}` }],
      ['master key by role', { authorization: `Api-Key ${key.key}` }],
      ['revoked key', { authorization: `Api-Key ${revoked.key}` }],
      ['client SDK key', { 'x-environment-key': tenant.environment.key }],
      ['server SDK key', { 'x-environment-key': String(world.serverKeyItself) }],
    ]);
    const holders = [
      ['user_id', direct.id],
      ['group_id', group],
      ['role_id', held],
      ['role_id', keyRole],
    ] as const;
    const callers = new Callers(api, place, headers, holders, wrong);
    await callers.grant(['user_id', environmentAdmin.id], { level: 'environment', permission: 'admin' });
    await callers.grant(['user_id', projectAdmin.id], { level: 'project', permission: 'admin' });
    return callers;
  }

  headersOf(caller: CallerName): Headers {
    return this.headers.get(caller) ?? {};
  }

  /** Gives those who shall hold it exactly this right, and what is needed beside it; limited to another tag, where it can be. */
  async hold(right: Right | undefined, beside: readonly Right[], limitable: boolean): Promise<void> {
    const wanted = JSON.stringify([right, beside, limitable]);
    if (wanted === this.given) return;
    const limited = ['role_id', this.limited] as const;
    for (const [column, id] of [...this.holders, limited])
      await this.api.sql(`delete from permission_grant where ${column} = $1`, [id]);
    const rights = right ? [right, ...beside] : beside;
    for (const holder of this.holders) for (const one of rights) await this.grant(holder, one);
    if (limitable) for (const one of beside) await this.grant(limited, one);
    if (limitable && right) await this.grant(limited, right, this.place.world.wrongTag);
    this.given = wanted;
  }

  private async grant([column, id]: Holder, { level, permission }: Right, tag?: string | number): Promise<void> {
    if (permission === 'member' || (level === 'organisation' && permission === 'admin')) return;
    const { organisation, project, environmentId, versionedId } = this.place.world;
    const targets = { organisation: [organisation], project: [project], environment: [environmentId, versionedId] };
    for (const target of targets[level]) {
      const values = [id, target, permission === 'admin', tag || permission === 'admin' ? [] : [permission]];
      const [row] = await this.api.sql<{ id: number }>(grantOf(column, level), values);
      if (tag) await this.api.sql(LIMIT, [row?.id, permission, tag]);
    }
  }
}

/** What is there already is added to. */
const grantOf = (column: Column, level: Level): string => `
  insert into permission_grant (${column}, ${level}_id, admin, permissions) values ($1, $2, $3, $4)
  on conflict (${column}, ${level}_id) where ${CONDITIONS[column]}${level}_id is not null
  do update set permissions = permission_grant.permissions || excluded.permissions returning id`;
const CONDITIONS: Readonly<Record<Column, string>> = {
  user_id: '',
  group_id: 'group_id is not null and ',
  role_id: 'role_id is not null and ',
};
const LIMIT = 'insert into permission_grant_tag (grant_id, permission, tag_id, place) values ($1, $2, $3, 0)';

const token = (person: Person): Headers => ({ authorization: `Token ${person.token}` });

async function membersOf<N extends number>(api: TestApi, { tenant }: Place, count: N): Promise<People<N>> {
  const people: Person[] = [];
  while (people.length < count) people.push(await api.member(tenant.organisation));
  return people as People<N>;
}

type People<N extends number, All extends Person[] = []> = All['length'] extends N ? All : People<N, [...All, Person]>;

async function makeKey({ tenant }: Place, admin: boolean): Promise<{ id: string; prefix: string; key: string }> {
  const { data } = await tenant.owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
    params: { path: { organisationId: tenant.organisation } },
    body: { name: 'deploy', is_admin: admin },
  });
  if (!data) throw new Error('no key was made');
  return data;
}

async function oauthToken(api: TestApi, user: Person): Promise<string> {
  const programs = await OAuthPrograms.of(api);
  return (await programs.signIn(user, await programs.register())).tokens.access_token;
}
