import { numberIn, send, useApi, type Person, type Tenant } from '../../test/api/index.js';

const api = useApi();
const denied = { detail: 'You do not have permission to perform this action.' };

async function granted(tenant: Tenant, permissions: string[]): Promise<Person> {
  const person = await api.member(tenant.organisation);
  await send(tenant.owner, 'POST', `/api/v1/projects/${tenant.project}/user-permissions/`, {
    user: person.id,
    permissions,
  });
  return person;
}

const tagsOf = ({ project }: Tenant): string => `/api/v1/projects/${project}/tags/`;

async function tag(tenant: Tenant, label: string): Promise<number> {
  return numberIn((await send(tenant.owner, 'POST', tagsOf(tenant), { label })).body);
}

const plain = {
  color: '#6837FC',
  description: null,
  uuid: expect.any(String),
  is_permanent: false,
  is_system_tag: false,
  type: 'NONE',
};

describe('/projects/{id}/tags/', () => {
  it('are made, read, changed and deleted', async () => {
    const tenant = await api.tenant();
    const manager = await granted(tenant, ['VIEW_PROJECT', 'MANAGE_TAGS']);
    const created = await send(manager, 'POST', tagsOf(tenant), { label: 'beta', is_system_tag: true, type: 'STALE' });
    const id = numberIn(created.body);
    const beta = { ...plain, id, label: 'beta', project: tenant.project };
    expect(created).toEqual({ status: 201, body: beta });
    const again = await tag(tenant, 'beta');
    expect((await send(manager, 'GET', tagsOf(tenant))).body).toEqual({
      count: 2,
      next: null,
      previous: null,
      results: [beta, { ...beta, id: again }],
    });
    const one = `${tagsOf(tenant)}${id}/`;
    const put = await send(manager, 'PUT', one, { label: 'gamma', color: '#000000', description: 'some' });
    expect(put.body).toEqual({ ...beta, label: 'gamma', color: '#000000', description: 'some' });
    expect((await send(manager, 'PATCH', one, { is_permanent: true, description: null })).body).toEqual({
      ...beta,
      label: 'gamma',
      color: '#000000',
      is_permanent: true,
    });
    expect((await send(manager, 'PUT', one, { color: '#000000' })).body).toEqual({
      label: ['This field is required.'],
    });
    expect((await send(manager, 'DELETE', one)).status).toBe(204);
    expect(await send(manager, 'GET', one)).toEqual({
      status: 404,
      body: { detail: 'No Tag matches the given query.' },
    });
  });

  it('are listed by viewers, managed by managers, and unknown to strangers', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const id = await tag(tenant, 'beta');
    const one = `${tagsOf(tenant)}${id}/`;
    const { body } = await send(tenant.owner, 'GET', one);
    const byUuid = `${tagsOf(tenant)}get-by-uuid/${typeof body === 'object' && body && 'uuid' in body ? body.uuid : ''}/`;
    const viewer = await granted(tenant, ['VIEW_PROJECT']);
    expect((await send(viewer, 'GET', tagsOf(tenant))).status).toBe(200);
    expect(await send(viewer, 'GET', byUuid)).toEqual({ status: 200, body });
    for (const method of ['GET', 'PATCH', 'DELETE'] as const)
      expect(await send(viewer, method, one)).toEqual({ status: 403, body: denied });
    expect(await send(viewer, 'POST', tagsOf(tenant), { label: 'x' })).toEqual({ status: 403, body: denied });
    for (const path of [tagsOf(tenant), byUuid])
      expect(await send(other.owner, 'GET', path)).toEqual({ status: 403, body: denied });
    for (const method of ['GET', 'PATCH', 'DELETE'] as const)
      expect(await send(other.owner, method, one)).toEqual({
        status: 404,
        body: { detail: 'No Project matches the given query.' },
      });
    const elsewhere = `${tagsOf(other)}${id}/`;
    for (const method of ['GET', 'PATCH', 'DELETE'] as const)
      expect(await send(other.owner, method, elsewhere)).toEqual({
        status: 404,
        body: { detail: 'No Tag matches the given query.' },
      });
  });

  it('are left alone where the system made them', async () => {
    const tenant = await api.tenant();
    const id = await tag(tenant, 'Unhealthy');
    await api.sql("update tag set is_system_tag = true, type = 'UNHEALTHY' where id = $1", [id]);
    const one = `${tagsOf(tenant)}${id}/`;
    expect(await send(tenant.owner, 'PATCH', one, { label: 'mine' })).toEqual({
      status: 400,
      body: { non_field_errors: ['Cannot update a system tag.'] },
    });
    expect(await send(tenant.owner, 'DELETE', one)).toEqual({
      status: 400,
      body: { message: 'Cannot delete a system tag.' },
    });
    expect((await send(tenant.owner, 'GET', one)).body).toMatchObject({ label: 'Unhealthy', type: 'UNHEALTHY' });
  });
});

describe('tags of features', () => {
  const featuresOf = ({ project }: Tenant): string => `/api/v1/projects/${project}/features/`;

  it('are of the same project, replaced as a whole, and gone when the tag is', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const [beta, slow, foreign] = [await tag(tenant, 'beta'), await tag(tenant, 'slow'), await tag(other, 'beta')];
    for (const wrong of [foreign, 99_999_999])
      expect(await send(tenant.owner, 'POST', featuresOf(tenant), { name: 'banner', tags: [beta, wrong] })).toEqual({
        status: 400,
        body: { tags: [`Invalid pk "${wrong}" - object does not exist.`] },
      });
    const many = Array.from({ length: 70_000 }, (_, index) => 90_000_000 + index);
    expect(await send(tenant.owner, 'POST', featuresOf(tenant), { name: 'banner', tags: many })).toMatchObject({
      status: 400,
    });
    const created = await send(tenant.owner, 'POST', featuresOf(tenant), { name: 'banner', tags: [slow, beta, beta] });
    expect(created.body).toMatchObject({ tags: [beta, slow] });
    const one = `${featuresOf(tenant)}${numberIn(created.body)}/`;
    expect((await send(tenant.owner, 'PATCH', one, { description: 'kept' })).body).toMatchObject({
      tags: [beta, slow],
    });
    expect((await send(tenant.owner, 'PATCH', one, { tags: [foreign] })).status).toBe(400);
    expect((await send(tenant.owner, 'PUT', one, { tags: [slow] })).body).toMatchObject({ tags: [slow] });
    await send(tenant.owner, 'DELETE', `${tagsOf(tenant)}${slow}/`);
    expect((await send(tenant.owner, 'GET', one)).body).toMatchObject({ tags: [] });
  });

  it('narrow the list: all of them, one of them, or none at all', async () => {
    const tenant = await api.tenant();
    const [beta, slow] = [await tag(tenant, 'beta'), await tag(tenant, 'slow')];
    for (const [name, tags] of Object.entries({ plain: [], one: [beta], both: [beta, slow], other: [slow] }))
      await send(tenant.owner, 'POST', featuresOf(tenant), { name, tags });
    const names = async (query: string) => {
      const { data } = await tenant.owner.GET('/api/v1/projects/{projectId}/features/', {
        params: { path: { projectId: tenant.project }, query: Object.fromEntries(new URLSearchParams(query)) },
      });
      return data?.results.map((one) => ('name' in one ? one.name : ''));
    };
    expect(await names('')).toEqual(['plain', 'one', 'both', 'other']);
    expect(await names(`tags=${beta}`)).toEqual(['one', 'both']);
    expect(await names(`tags=${beta},${slow}`)).toEqual(['both']);
    expect(await names(`tags=${beta},${slow}&tag_strategy=INTERSECTION`)).toEqual(['both']);
    expect(await names(`tags=${beta},${slow}&tag_strategy=UNION`)).toEqual(['one', 'both', 'other']);
    expect(await names('tags=')).toEqual(['plain']);
    expect(await send(tenant.owner, 'GET', `${featuresOf(tenant)}?tags=beta`)).toEqual({
      status: 400,
      body: { tags: ['Tag IDs must be integers.'] },
    });
  });
});
