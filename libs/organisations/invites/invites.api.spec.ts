import { careless, unique, useApi, type Actor, type Person } from '../../../test/api/index.js';
import { InviteHashes } from './invite-hashes.js';

const api = useApi();
const denied = { detail: 'You do not have permission to perform this action.' };
const notPrivileged = { detail: 'User does not have sufficient privileges to perform this action' };
const absent = { detail: 'No Invite matches the given query.' };

const inOrganisation = (organisationId: number) => ({ params: { path: { organisationId } } });
const at = (organisationId: number, id: number) => ({ params: { path: { organisationId, id } } });

const invite = (actor: Actor, organisation: number, body: unknown) =>
  actor.POST('/api/v1/organisations/{organisationId}/invites/', {
    ...inOrganisation(organisation),
    body: careless(body),
  });

const inviteMany = (actor: Actor, organisation: number, body: unknown) =>
  actor.POST('/api/v1/organisations/{organisationId}/invite/', {
    ...inOrganisation(organisation),
    body: careless(body),
  });

const join = (actor: Actor, hash: string) => actor.POST('/api/v1/users/join/{hash}/', { params: { path: { hash } } });

/** What stands in the mail. */
async function hashOf(id: number): Promise<string> {
  const [row] = await api.sql<{ serial: string }>('select serial from invite where id = $1', [id]);
  return row ? api.app.get(InviteHashes, { strict: false }).hashOf(row) : '';
}

async function makeGroup(owner: Actor, organisation: number, body = {}): Promise<number> {
  const { data } = await owner.POST('/api/v1/organisations/{organisationId}/groups/', {
    ...inOrganisation(organisation),
    body: { name: 'Team', ...body },
  });
  return data?.id ?? 0;
}

const list = (actor: Actor, organisation: number) =>
  actor.GET('/api/v1/organisations/{organisationId}/invites/', inOrganisation(organisation));

const inviter = (person: Person) => ({
  id: person.id,
  email: person.email,
  first_name: 'Grace',
  last_name: 'Hopper',
});

describe('/organisations/{id}/invites/', () => {
  it('are made, shown, sent again and withdrawn by admins', async () => {
    const { owner, organisation } = await api.tenant();
    const group = await makeGroup(owner, organisation);
    const email = `${unique('Carol')}@example.com`;
    const made = await invite(owner, organisation, { email, role: 'ADMIN', permission_groups: [group] });
    const id = made.data?.id ?? 0;
    const date = expect.stringMatching(/^\d{4}-.*Z$/);
    expect([made.response.status, made.data]).toEqual([
      201,
      { id, email, role: 'ADMIN', date_created: date, permission_groups: [group] },
    ]);
    const shown = {
      id,
      email,
      date_created: date,
      invited_by: {
        ...inviter(owner),
        last_login: null,
        uuid: expect.any(String),
        role: 'ADMIN',
        date_joined: date,
      },
      permission_groups: [group],
    };
    expect((await list(owner, organisation)).data).toEqual({ count: 1, next: null, previous: null, results: [shown] });
    const path = '/api/v1/organisations/{organisationId}/invites/{id}/';
    expect((await owner.GET(path, at(organisation, id))).data).toEqual(shown);
    const resend = '/api/v1/organisations/{organisationId}/invites/{id}/resend/';
    expect((await owner.POST(resend, at(organisation, id))).response.status).toBe(200);
    const events = await api.sql('select type from outbox_event where payload = $1 order by type', [{ inviteId: id }]);
    expect(events).toEqual([{ type: 'invite.created' }, { type: 'invite.resent' }]);
    expect((await owner.DELETE(path, at(organisation, id))).response.status).toBe(204);
    expect((await owner.DELETE(path, at(organisation, id))).error).toEqual(absent);
    expect((await owner.POST(resend, at(organisation, id))).error).toEqual(absent);
    expect((await owner.GET(path, at(organisation, id))).error).toEqual(absent);
  });

  it.each([
    [{ role: 'USER' }, { email: ['This field is required.'] }],
    [{ email: 'nope' }, { email: ['Enter a valid email address.'] }],
    [{ email: 'a@example.com', role: 'KING' }, { role: ['"KING" is not a valid choice.'] }],
    [
      { email: 'a@example.com', permission_groups: [99_999_999] },
      { permission_groups: ['Invalid pk "99999999" - object does not exist.'] },
    ],
  ])('refuse %j', async (body, faults) => {
    const { owner, organisation } = await api.tenant();
    const { response, error } = await invite(owner, organisation, body);
    expect([response.status, error]).toEqual([400, faults]);
  });

  it('go to an address once, whatever its case, and into groups of the organisation only', async () => {
    const [here, there] = [await api.tenant(), await api.tenant()];
    const email = `${unique('erin')}@example.com`;
    expect((await invite(here.owner, here.organisation, { email })).data).toMatchObject({ role: 'USER' });
    const again = await invite(here.owner, here.organisation, { email: email.toUpperCase() });
    expect([again.response.status, again.error]).toEqual([
      400,
      { email: [`Invite for email ${email.toUpperCase()} already exists`] },
    ]);
    expect((await invite(there.owner, there.organisation, { email })).response.status).toBe(201);
    const foreign = await makeGroup(there.owner, there.organisation);
    const body = { email: 'x@example.com', permission_groups: [foreign] };
    expect((await invite(here.owner, here.organisation, body)).error).toEqual({
      permission_groups: [`Invalid pk "${foreign}" - object does not exist.`],
    });
  });

  it('are nothing to members, strangers and admins of another organisation', async () => {
    const [here, there] = [await api.tenant(), await api.tenant()];
    const { data } = await invite(here.owner, here.organisation, { email: 'x@example.com' });
    const id = data?.id ?? 0;
    const path = '/api/v1/organisations/{organisationId}/invites/{id}/';
    for (const actor of [await api.member(here.organisation), there.owner]) {
      expect((await list(actor, here.organisation)).error).toEqual(notPrivileged);
      expect((await invite(actor, here.organisation, { email: 'y@example.com' })).error).toEqual(notPrivileged);
      expect((await actor.GET(path, at(here.organisation, id))).error).toEqual(notPrivileged);
      expect((await actor.DELETE(path, at(here.organisation, id))).error).toEqual(notPrivileged);
      expect((await inviteMany(actor, here.organisation, { emails: ['y@example.com'] })).error).toEqual(denied);
    }
    expect((await there.owner.GET(path, at(there.organisation, id))).error).toEqual(absent);
    expect((await there.owner.DELETE(path, at(there.organisation, id))).error).toEqual(absent);
    expect((await list(api.as(), here.organisation)).response.status).toBe(401);
  });

  it('are sent again ten times a minute', async () => {
    const { owner, organisation } = await api.tenant();
    const { data } = await invite(owner, organisation, { email: 'x@example.com' });
    const statuses = [];
    for (let time = 0; time < 24; time++) {
      const path = '/api/v1/organisations/{organisationId}/invites/{id}/resend/';
      statuses.push((await owner.POST(path, at(organisation, data?.id ?? 0))).response.status);
    }
    // two periods, where a minute ends meanwhile
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(20);
    expect(statuses).toContain(429);
  });
});

describe('POST /organisations/{id}/invite/', () => {
  it('invites several at once', async () => {
    const { owner, organisation } = await api.tenant();
    const group = await makeGroup(owner, organisation);
    const { response, data } = await inviteMany(owner, organisation, {
      invites: [{ email: 'erin@example.com', role: 'ADMIN', permission_groups: [group] }],
      emails: ['frank@example.com'],
    });
    const [id, date] = [expect.any(Number), expect.any(String)];
    expect([response.status, data]).toEqual([
      201,
      [
        {
          id,
          email: 'erin@example.com',
          role: 'ADMIN',
          date_created: date,
          invited_by: inviter(owner),
          permission_groups: [group],
        },
        {
          id,
          email: 'frank@example.com',
          role: 'USER',
          date_created: date,
          invited_by: inviter(owner),
          permission_groups: [],
        },
      ],
    ]);
    expect((await inviteMany(owner, organisation, {})).data).toEqual([]);
  });

  it('invites all or nobody', async () => {
    const { owner, organisation } = await api.tenant();
    await invite(owner, organisation, { email: 'erin@example.com' });
    const there = { email: ['Invite for email erin@example.com already exists'] };
    const bodies: [unknown, unknown][] = [
      [{ invites: [{ email: 'grace@example.com' }, { email: 'erin@example.com' }] }, { invites: [{}, there] }],
      [{ emails: ['grace@example.com', 'nope'] }, { emails: [{}, ['Enter a valid email address.']] }],
      [{ emails: ['grace@example.com', 'erin@example.com'] }, { emails: there.email }],
      [
        { emails: Array.from({ length: 101 }, (_, n) => `a${n}@example.com`) },
        { non_field_errors: ['No more than 100 can be invited at once.'] },
      ],
    ];
    for (const [body, faults] of bodies) {
      const { response, error } = await inviteMany(owner, organisation, body);
      expect([response.status, error]).toEqual([400, faults]);
    }
    expect((await list(owner, organisation)).data?.count).toBe(1);
  });
});

describe('POST /users/join/{hash}/', () => {
  it('makes the invited a member with role and groups, once', async () => {
    const { owner, organisation } = await api.tenant();
    const group = await makeGroup(owner, organisation);
    const everybody = await makeGroup(owner, organisation, { is_default: true });
    const carol = await api.person();
    const { data } = await invite(owner, organisation, {
      email: carol.email.toUpperCase(),
      role: 'USER',
      permission_groups: [group],
    });
    const hash = await hashOf(data?.id ?? 0);
    const joined = await join(carol, hash);
    expect(joined.response.status).toBe(200);
    expect(joined.data).toMatchObject({ id: organisation, num_seats: 2, role: 'USER' });
    const mine = await carol.GET(
      '/api/v1/organisations/{organisationId}/groups/my-groups/',
      inOrganisation(organisation),
    );
    expect(mine.data?.results.map(({ id }) => id)).toEqual([group, everybody]);
    expect((await list(owner, organisation)).data?.count).toBe(0);
    const again = await join(carol, hash);
    expect([again.response.status, again.error]).toEqual([404, absent]);
  });

  it('is for the invited address alone, and says no more of a hash than that there is none', async () => {
    const { owner, organisation } = await api.tenant();
    const [carol, mallory] = [await api.person(), await api.person()];
    const { data } = await invite(owner, organisation, { email: carol.email });
    const hash = await hashOf(data?.id ?? 0);
    const wrong = await join(mallory, hash);
    expect([wrong.response.status, wrong.error]).toEqual([
      400,
      { detail: 'Registered email does not match invited email' },
    ]);
    expect((await join(carol, 'nope')).error).toEqual(absent);
    expect((await join(api.as(), hash)).response.status).toBe(401);
    expect((await join(carol, hash)).response.status).toBe(200);
  });

  it('is used up by one of two that come at once', async () => {
    const { owner, organisation } = await api.tenant();
    const carol = await api.person();
    const { data } = await invite(owner, organisation, { email: carol.email });
    const hash = await hashOf(data?.id ?? 0);
    const statuses = await Promise.all([join(carol, hash), join(carol, hash), join(carol, hash)]);
    expect(statuses.map(({ response }) => response.status).sort()).toEqual([200, 404, 404]);
  });

  it('tells a member that they are one, and closes with the organisation', async () => {
    const { owner, organisation } = await api.tenant();
    const [bob, carol] = [await api.member(organisation), await api.person()];
    const forBob = await invite(owner, organisation, { email: bob.email, role: 'ADMIN' });
    const twice = await join(bob, await hashOf(forBob.data?.id ?? 0));
    expect([twice.response.status, twice.error]).toEqual([
      400,
      { detail: 'You are already a member of this organisation.' },
    ]);
    const { data } = await invite(owner, organisation, { email: carol.email });
    await owner.DELETE('/api/v1/organisations/{organisationId}/', inOrganisation(organisation));
    expect((await join(carol, await hashOf(data?.id ?? 0))).error).toEqual(absent);
  });

  it('is nothing for keys', async () => {
    const { owner, organisation } = await api.tenant();
    const { data } = await owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
      ...inOrganisation(organisation),
      body: { name: 'k' },
    });
    const key = api.as({ authorization: `Api-Key ${data?.key ?? ''}` });
    expect((await join(key, 'nope')).error).toEqual(denied);
  });
});
