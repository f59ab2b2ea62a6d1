import { useApi } from '../../../test/api/index.js';

process.env['DISABLE_INVITE_LINKS'] = 'true';
const api = useApi();

describe('where invite links are switched off', () => {
  it('nobody makes one, nobody joins by one, and those that are there can be removed', async () => {
    const { owner, organisation } = await api.tenant();
    const path = { params: { path: { organisationId: organisation } } };
    const disabled = { detail: 'Invite links are disabled.' };
    const made = await owner.POST('/api/v1/organisations/{organisationId}/invite-links/', { ...path, body: {} });
    expect([made.response.status, made.error]).toEqual([400, disabled]);
    const joined = await owner.POST('/api/v1/users/join/link/{hash}/', { params: { path: { hash: 'nope' } } });
    expect([joined.response.status, joined.error]).toEqual([403, disabled]);
    expect((await owner.GET('/api/v1/organisations/{organisationId}/invite-links/', path)).data).toEqual([]);
    const anonymous = await api.as().POST('/api/v1/users/join/link/{hash}/', { params: { path: { hash: 'nope' } } });
    expect(anonymous.response.status).toBe(401);
  });
});
