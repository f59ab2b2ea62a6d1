import { careless, useApi, type Actor } from '../../../test/api/index.js';

const api = useApi();
const notPrivileged = { detail: 'User does not have sufficient privileges to perform this action' };
const absent = { detail: 'No InviteLink matches the given query.' };

const inOrganisation = (organisationId: number) => ({ params: { path: { organisationId } } });

const make = (actor: Actor, organisation: number, body: unknown = {}) =>
  actor.POST('/api/v1/organisations/{organisationId}/invite-links/', {
    ...inOrganisation(organisation),
    body: careless(body),
  });
const list = (actor: Actor, organisation: number) =>
  actor.GET('/api/v1/organisations/{organisationId}/invite-links/', inOrganisation(organisation));
const remove = (actor: Actor, organisationId: number, id: number) =>
  actor.DELETE('/api/v1/organisations/{organisationId}/invite-links/{id}/', {
    params: { path: { organisationId, id } },
  });
const join = (actor: Actor, hash = 'nope') =>
  actor.POST('/api/v1/users/join/link/{hash}/', { params: { path: { hash } } });

describe('/organisations/{id}/invite-links/', () => {
  it('are made, listed and deleted by admins', async () => {
    const { owner, organisation } = await api.tenant();
    const made = await make(owner, organisation, { role: 'ADMIN', expires_at: '2999-01-01T00:00:00Z' });
    const link = {
      id: made.data?.id,
      hash: expect.stringMatching(/^[0-9a-f]{40}$/),
      date_created: expect.any(String),
      role: 'ADMIN',
      expires_at: '2999-01-01T00:00:00Z',
    };
    expect([made.response.status, made.data]).toEqual([201, link]);
    const plain = await make(owner, organisation);
    expect(plain.data).toMatchObject({ role: 'USER', expires_at: null });
    expect((await list(owner, organisation)).data).toEqual([made.data, plain.data]);
    expect((await remove(owner, organisation, made.data?.id ?? 0)).response.status).toBe(204);
    expect((await remove(owner, organisation, made.data?.id ?? 0)).error).toEqual(absent);
    expect((await join(await api.person(), made.data?.hash)).error).toEqual(absent);
  });

  it.each([
    [{ role: 'KING' }, { role: ['"KING" is not a valid choice.'] }],
    [{ expires_at: 'soon' }, { expires_at: [expect.stringMatching(/^Datetime has wrong format/)] }],
  ])('refuse %j', async (body, faults) => {
    const { owner, organisation } = await api.tenant();
    const { response, error } = await make(owner, organisation, body);
    expect([response.status, error]).toEqual([400, faults]);
  });

  it('are nothing to members, strangers and admins of another organisation', async () => {
    const [here, there] = [await api.tenant(), await api.tenant()];
    const { data } = await make(here.owner, here.organisation);
    for (const actor of [await api.member(here.organisation), there.owner]) {
      expect((await list(actor, here.organisation)).error).toEqual(notPrivileged);
      expect((await make(actor, here.organisation)).error).toEqual(notPrivileged);
      expect((await remove(actor, here.organisation, data?.id ?? 0)).error).toEqual(notPrivileged);
    }
    expect((await remove(there.owner, there.organisation, data?.id ?? 0)).error).toEqual(absent);
    expect((await list(here.owner, 99_999_999)).error).toEqual(notPrivileged);
  });
});

describe('POST /users/join/link/{hash}/', () => {
  it('makes everybody a member who has the link', async () => {
    const { owner, organisation } = await api.tenant();
    const { data } = await make(owner, organisation, { role: 'ADMIN' });
    const [bob, carol] = [await api.person(), await api.person()];
    expect((await join(bob, data?.hash)).data).toMatchObject({ id: organisation, role: 'ADMIN', num_seats: 2 });
    expect((await join(carol, data?.hash)).data).toMatchObject({ num_seats: 3 });
    expect((await join(api.as(), data?.hash)).response.status).toBe(401);
  });

  it('lets somebody in once, however often and fast they ask', async () => {
    const { owner, organisation } = await api.tenant();
    const { data } = await make(owner, organisation);
    const bob = await api.person();
    const answers = await Promise.all([join(bob, data?.hash), join(bob, data?.hash), join(bob, data?.hash)]);
    const refused = answers.filter(({ response }) => response.status === 400);
    expect(answers.filter(({ response }) => response.status === 200)).toHaveLength(1);
    expect(refused.map(({ error }) => error)).toEqual([
      { detail: 'You are already a member of this organisation.' },
      { detail: 'You are already a member of this organisation.' },
    ]);
  });

  it('ends when it was said to, and with the organisation', async () => {
    const { owner, organisation } = await api.tenant();
    const ended = await make(owner, organisation, { expires_at: '2020-01-01T00:00:00Z' });
    const open = await make(owner, organisation);
    const bob = await api.person();
    const late = await join(bob, ended.data?.hash);
    expect([late.response.status, late.error]).toEqual([400, { detail: 'Invite has expired' }]);
    await owner.DELETE('/api/v1/organisations/{organisationId}/', inOrganisation(organisation));
    expect((await join(bob, open.data?.hash)).error).toEqual(absent);
  });
});
