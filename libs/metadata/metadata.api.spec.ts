import { numberIn, send, textIn, useApi, type Person, type Tenant } from '../../test/api/index.js';

const api = useApi();
const denied = { status: 403, body: { detail: 'You do not have permission to perform this action.' } };
const FIELDS = '/api/v1/metadata/fields/';
const [ORGANISATION, PROJECT, ENVIRONMENT, FEATURE, SEGMENT] = [1, 2, 3, 4, 5];

const modelFieldsOf = ({ organisation }: Tenant): string =>
  `/api/v1/organisations/${organisation}/metadata-model-fields/`;

async function field(tenant: Tenant, name: string, more: object = {}): Promise<number> {
  const { organisation } = tenant;
  return numberIn((await send(tenant.owner, 'POST', FIELDS, { name, organisation, ...more })).body);
}

/** A field of things of one kind; answers the id of the model field. */
async function attached(tenant: Tenant, name: string, kind: number, more: object = {}, required = {}): Promise<number> {
  const body = { field: await field(tenant, name, more), content_type: kind, ...required };
  return numberIn((await send(tenant.owner, 'POST', modelFieldsOf(tenant), body)).body);
}

async function projectAdmin(tenant: Tenant): Promise<Person> {
  const person = await api.member(tenant.organisation);
  const path = `/api/v1/projects/${tenant.project}/user-permissions/`;
  await send(tenant.owner, 'POST', path, { user: person.id, permissions: [], admin: true });
  return person;
}

const everywhere = ({ organisation }: Tenant) => ({
  is_required_for: [{ content_type: ORGANISATION, object_id: organisation }],
});

describe('/metadata/fields/', () => {
  it('are made, read, changed and deleted', async () => {
    const tenant = await api.tenant();
    const { owner, organisation, project } = tenant;
    const created = await send(owner, 'POST', FIELDS, { name: 'ticket', organisation, description: 'where' });
    const id = numberIn(created.body);
    const ticket = { id, name: 'ticket', type: 'str', description: 'where', organisation, project: null };
    expect(created).toEqual({ status: 201, body: { ...ticket, model_fields: [] } });
    const local = await field(tenant, 'ticket', { project, type: 'int' });
    expect((await send(owner, 'GET', `${FIELDS}?organisation=${organisation}`)).body).toEqual({
      count: 1,
      next: null,
      previous: null,
      results: [{ ...ticket, model_fields: [] }],
    });
    expect((await send(owner, 'POST', FIELDS, { name: 'ticket', organisation, project })).body).toEqual({
      name: ['A metadata field with this name already exists.'],
    });
    const put = await send(owner, 'PUT', `${FIELDS}${id}/`, { name: 'issue', type: 'url', organisation });
    expect(put.body).toEqual({ ...ticket, name: 'issue', type: 'url', model_fields: [] });
    expect((await send(owner, 'PATCH', `${FIELDS}${local}/`, { description: 'ours' })).body).toMatchObject({
      name: 'ticket',
      type: 'int',
      project,
      description: 'ours',
    });
    expect((await send(owner, 'DELETE', `${FIELDS}${id}/`)).status).toBe(204);
    expect((await send(owner, 'GET', `${FIELDS}${id}/`)).status).toBe(404);
  });

  it('never leave their organisation, and its projects only by its admin', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const bob = await projectAdmin(tenant);
    const id = await field(tenant, 'ticket', { project: tenant.project });
    const one = `${FIELDS}${id}/`;
    const { organisation, project } = tenant;
    expect(await send(bob, 'PATCH', one, { project: null })).toEqual(denied);
    expect(await send(bob, 'PUT', one, { name: 'ticket', organisation })).toEqual(denied);
    expect((await send(bob, 'PUT', one, { name: 'issue', organisation, project })).status).toBe(200);
    await api.join(organisation, other.owner);
    expect(await send(tenant.owner, 'PATCH', one, { organisation: other.organisation })).toEqual({
      status: 400,
      body: { organisation: [`Invalid pk "${other.organisation}" - object does not exist.`] },
    });
    expect(await send(tenant.owner, 'PATCH', one, { project: other.project })).toEqual({
      status: 400,
      body: { project: ['Project must belong to the specified organisation.'] },
    });
    expect((await send(tenant.owner, 'PUT', one, { name: 'issue', organisation })).body).toMatchObject({
      project: null,
    });
    expect(await send(bob, 'DELETE', one)).toEqual(denied);
  });

  it('of a project stand before those of its organisation of the same name', async () => {
    const tenant = await api.tenant();
    const { owner, organisation, project } = tenant;
    await field(tenant, 'ticket');
    await field(tenant, 'ticket', { project });
    await attached(tenant, 'size', SEGMENT, { type: 'int' });
    const named = async (query: string) => {
      const { body } = await send(owner, 'GET', `/api/v1/projects/${project}/metadata/fields/${query}`);
      return body;
    };
    const local = expect.objectContaining({ name: 'ticket', project });
    const shared = expect.objectContaining({ name: 'size', project: null, organisation });
    expect(await named('')).toMatchObject({ count: 1, results: [local] });
    expect(await named('?include_organisation=true')).toMatchObject({ count: 2, results: [local, shared] });
    expect(await named('?include_organisation=true&entity=segment')).toMatchObject({ count: 1, results: [shared] });
    expect(await named('?entity=segment')).toMatchObject({ count: 0, results: [] });
  });

  it('are read by members and unknown to strangers', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const member = await api.member(tenant.organisation);
    const one = `${FIELDS}${await field(tenant, 'ticket')}/`;
    expect((await send(member, 'GET', one)).status).toBe(200);
    expect(await send(member, 'PATCH', one, { name: 'mine' })).toEqual(denied);
    for (const method of ['GET', 'PATCH', 'DELETE'] as const)
      expect(await send(other.owner, method, one)).toEqual({
        status: 404,
        body: { detail: 'No MetadataField matches the given query.' },
      });
    expect(await send(other.owner, 'POST', FIELDS, { name: 'x', organisation: tenant.organisation })).toEqual(denied);
  });
});

describe('/organisations/{id}/metadata-model-fields/', () => {
  it('say which kinds of things have a field, and where they must', async () => {
    const tenant = await api.tenant();
    const { owner, organisation, project } = tenant;
    const ticket = await field(tenant, 'ticket');
    const all = modelFieldsOf(tenant);
    const created = await send(owner, 'POST', all, { field: ticket, content_type: FEATURE });
    const onFeature = { id: numberIn(created.body), field: ticket, content_type: FEATURE, is_required_for: [] };
    expect(created).toEqual({ status: 201, body: onFeature });
    const again = await send(owner, 'POST', all, { field: ticket, content_type: FEATURE });
    expect(again.body).toEqual({ non_field_errors: ['The fields field, content_type must make a unique set.'] });
    const one = `${all}${onFeature.id}/`;
    const wanted = [
      { content_type: PROJECT, object_id: project },
      { content_type: ORGANISATION, object_id: organisation },
    ];
    const patched = await send(owner, 'PATCH', one, { is_required_for: [...wanted, ...wanted] });
    expect(patched).toEqual({ status: 200, body: { ...onFeature, is_required_for: wanted } });
    expect((await send(owner, 'PATCH', one, { content_type: FEATURE })).body).toEqual(patched.body);
    expect((await send(owner, 'GET', one)).body).toEqual(patched.body);
    expect((await send(owner, 'GET', `${all}?content_type=${SEGMENT}`)).body).toMatchObject({ count: 0 });
    expect((await send(owner, 'GET', `${FIELDS}${ticket}/`)).body).toMatchObject({
      model_fields: [{ id: onFeature.id, content_type: FEATURE, is_required_for: wanted }],
    });
    expect((await send(owner, 'DELETE', one)).status).toBe(204);
  });

  it('reach nothing of another tenant', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const [mine, foreign] = [await field(tenant, 'ticket'), await field(other, 'ticket')];
    const all = modelFieldsOf(tenant);
    expect(await send(tenant.owner, 'POST', all, { field: foreign, content_type: FEATURE })).toEqual(denied);
    const model = numberIn((await send(tenant.owner, 'POST', all, { field: mine, content_type: FEATURE })).body);
    const one = `${all}${model}/`;
    expect((await send(tenant.owner, 'PATCH', one, { field: foreign })).status).toBe(400);
    for (const object of [other.project, 99_999_999])
      expect(
        (await send(tenant.owner, 'PATCH', one, { is_required_for: [{ content_type: PROJECT, object_id: object }] }))
          .body,
      ).toEqual({ non_field_errors: ['The requirement organisation does not match the field organisation'] });
    expect((await send(other.owner, 'GET', `${modelFieldsOf(other)}${model}/`)).status).toBe(404);
    expect(await send(other.owner, 'GET', one)).toEqual(denied);
  });

  it('of a project’s field are its admin’s', async () => {
    const tenant = await api.tenant();
    const bob = await projectAdmin(tenant);
    const local = await field(tenant, 'ticket', { project: tenant.project });
    const shared = await field(tenant, 'ticket');
    const all = modelFieldsOf(tenant);
    expect((await send(bob, 'POST', all, { field: local, content_type: FEATURE })).status).toBe(201);
    expect(await send(bob, 'POST', all, { field: shared, content_type: FEATURE })).toEqual(denied);
  });
});

describe('metadata of features, segments and environments', () => {
  const things = [
    { kind: 'feature', type: FEATURE, path: (tenant: Tenant) => `/api/v1/projects/${tenant.project}/features/` },
    { kind: 'segment', type: SEGMENT, path: (tenant: Tenant) => `/api/v1/projects/${tenant.project}/segments/` },
    { kind: 'environment', type: ENVIRONMENT, path: () => '/api/v1/environments/' },
  ];
  const rules = [{ type: 'ALL', rules: [], conditions: [] }];

  it.each(things)('is checked, kept, replaced and listed: $kind', async ({ kind, type, path }) => {
    const tenant = await api.tenant();
    const { owner, project } = tenant;
    const size = await attached(tenant, 'size', type, { type: 'int' });
    const legal = await attached(tenant, 'legal', type, { type: 'bool' });
    const body = { name: 'banner', project, rules };
    const given = [
      { model_field: size, field_value: '5' },
      { model_field: legal, field_value: 'True' },
    ];
    const wrong = await send(owner, 'POST', path(tenant), {
      ...body,
      metadata: [
        given[0],
        { model_field: legal, field_value: 'yes' },
        given[0],
        { model_field: 99_999_999, field_value: 'x' },
      ],
    });
    expect(wrong).toEqual({
      status: 400,
      body: {
        metadata: [
          {},
          { non_field_errors: ['Invalid value for field legal'] },
          { model_field: ['This field has a value already.'] },
          { model_field: ['Invalid pk "99999999" - object does not exist.'] },
        ],
      },
    });
    const created = await send(owner, 'POST', path(tenant), { ...body, metadata: given });
    const kept = given.map((value) => ({ ...value, id: expect.any(Number) }));
    expect(created).toMatchObject({ status: 201, body: { metadata: kept } });
    const key = kind === 'environment' ? textIn(created.body, 'api_key') : numberIn(created.body);
    const one = kind === 'environment' ? `/api/v1/environments/${key}/` : `${path(tenant)}${key}/`;
    expect((await send(owner, 'PATCH', one, { description: 'as before' })).body).toMatchObject({ metadata: kept });
    const listed = await send(owner, 'GET', `${path(tenant)}?project=${project}`);
    expect(listed.body).toMatchObject({
      results: expect.arrayContaining([expect.objectContaining({ name: 'banner', metadata: kept })]),
    });
    const changed = [{ model_field: size, field_value: '8' }];
    expect((await send(owner, 'PATCH', one, { metadata: changed })).body).toMatchObject({
      metadata: [{ ...changed[0], id: expect.any(Number) }],
    });
    expect((await send(owner, 'GET', one)).body).toMatchObject({ metadata: [{ field_value: '8' }] });
    expect((await send(owner, 'PATCH', one, { metadata: [] })).body).toMatchObject({ metadata: [] });
  });

  it.each(things)('is asked for with every change where it is required: $kind', async ({ kind, type, path }) => {
    const tenant = await api.tenant();
    const { owner, project } = tenant;
    const body = { name: 'banner', project, rules };
    const before = await send(owner, 'POST', path(tenant), { ...body, name: 'before' });
    const size = await attached(tenant, 'size', type, { type: 'int' }, everywhere(tenant));
    const missing = { status: 400, body: { metadata: ['Missing required metadata field: size'] } };
    expect(await send(owner, 'POST', path(tenant), body)).toEqual(missing);
    const metadata = [{ model_field: size, field_value: '5' }];
    expect((await send(owner, 'POST', path(tenant), { ...body, metadata })).status).toBe(201);
    const key = kind === 'environment' ? textIn(before.body, 'api_key') : numberIn(before.body);
    const one = kind === 'environment' ? `/api/v1/environments/${key}/` : `${path(tenant)}${key}/`;
    expect(await send(owner, 'PATCH', one, { description: 'still there' })).toEqual(missing);
    expect((await send(owner, 'PATCH', one, { metadata })).status).toBe(200);
  });

  it('is not required where a project has a field of the same name, nor in another project', async () => {
    const tenant = await api.tenant();
    const features = `/api/v1/projects/${tenant.project}/features/`;
    await attached(tenant, 'ticket', FEATURE, {}, everywhere(tenant));
    await field(tenant, 'ticket', { project: tenant.project });
    expect((await send(tenant.owner, 'POST', features, { name: 'a' })).status).toBe(201);
    const body = { name: 'Second', organisation: tenant.organisation };
    const second = numberIn((await send(tenant.owner, 'POST', '/api/v1/projects/', body)).body);
    const needed = { is_required_for: [{ content_type: PROJECT, object_id: second }] };
    await attached(tenant, 'size', FEATURE, {}, needed);
    expect((await send(tenant.owner, 'POST', features, { name: 'b' })).status).toBe(201);
    expect((await send(tenant.owner, 'POST', `/api/v1/projects/${second}/features/`, { name: 'b' })).body).toEqual({
      metadata: ['Missing required metadata field: ticket'],
    });
  });

  it('knows no field of another tenant, of another project, or of another kind', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const body = { name: 'Second', organisation: tenant.organisation };
    const second = numberIn((await send(tenant.owner, 'POST', '/api/v1/projects/', body)).body);
    const unknown = [
      await attached(other, 'ticket', FEATURE),
      await attached(tenant, 'ticket', FEATURE, { project: second }),
      await attached(tenant, 'size', SEGMENT),
    ];
    for (const id of unknown)
      expect(
        await send(tenant.owner, 'POST', `/api/v1/projects/${tenant.project}/features/`, {
          name: 'banner',
          metadata: [{ model_field: id, field_value: '5' }],
        }),
      ).toEqual({
        status: 400,
        body: { metadata: [{ model_field: [`Invalid pk "${id}" - object does not exist.`] }] },
      });
  });

  it('goes with a segment that is cloned', async () => {
    const tenant = await api.tenant();
    const size = await attached(tenant, 'size', SEGMENT);
    const all = `/api/v1/projects/${tenant.project}/segments/`;
    const body = { name: 'pros', project: tenant.project, rules, metadata: [{ model_field: size, field_value: '5' }] };
    const id = numberIn((await send(tenant.owner, 'POST', all, body)).body);
    expect((await send(tenant.owner, 'POST', `${all}${id}/clone/`, { name: 'copy' })).body).toMatchObject({
      metadata: [{ model_field: size, field_value: '5' }],
    });
  });
});
