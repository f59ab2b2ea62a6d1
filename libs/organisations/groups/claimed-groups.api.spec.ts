import { GroupsClaimed } from '#accounts';
import { Database } from '#platform/database';
import { Events } from '#platform/outbox';
import { unique, useApi, type Tenant } from '../../../test/api/index.js';

const api = useApi();
const claim = (userId: number, groups: string[]) =>
  api.app.get(Database).transaction(async () => {
    await api.app.get(Events, { strict: false }).publish(new GroupsClaimed({ userId, groups }));
  });
const group = async ({ owner, organisation }: Tenant, name: string, external_id: string | null) => {
  const path = { organisationId: organisation };
  await owner.POST('/api/v1/organisations/{organisationId}/groups/', { params: { path }, body: { name, external_id } });
};
const groupsOf = async (userId: number) => {
  const rows = await api.sql<{ name: string }>(
    'select g.name from user_group_member m join user_group g on g.id = m.group_id where m.user_id = $1 order by g.name',
    [userId],
  );
  return rows.map(({ name }) => name);
};

describe('groups that a provider claims', () => {
  it('are those of the organisations that somebody is in already', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const member = await api.member(tenant.organisation);
    const [developers, operators] = [unique('developers'), unique('operators')];
    await group(tenant, 'developers', developers);
    await group(tenant, 'operators', operators);
    await group(tenant, 'by hand', null);
    await group(other, 'strangers', developers);
    await api.sql(
      `insert into user_group_member (group_id, organisation_id, user_id)
       select id, organisation_id, $1 from user_group where name = 'by hand' and organisation_id = $2`,
      [member.id, tenant.organisation],
    );
    await claim(member.id, [developers, operators, 'unheard of']);
    expect(await groupsOf(member.id)).toEqual(['by hand', 'developers', 'operators']);
    await claim(member.id, [operators]);
    expect(await groupsOf(member.id)).toEqual(['by hand', 'operators']);
    await claim(member.id, []);
    expect(await groupsOf(member.id)).toEqual(['by hand']);
  });
});
