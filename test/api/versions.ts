import type { Actor, Tenant } from './index.js';

const VERSIONS = '/api/v1/environments/{environmentId}/features/{featureId}/versions/';

/** What somebody does to the versions of one feature in the tenant's environment; the owner, where nobody is named. */
export class Versions {
  constructor(
    private readonly tenant: Tenant,
    readonly feature: number,
    private readonly person: Actor = tenant.owner,
  ) {}

  /** Turns versions on in the tenant's environment. */
  static enable({ owner, environment }: Tenant) {
    const params = { path: { environmentKey: environment.key } };
    return owner.POST('/api/v1/environments/{environmentKey}/enable-v2-versioning/', { params });
  }

  static disable({ owner, environment }: Tenant) {
    const params = { path: { environmentKey: environment.key } };
    return owner.POST('/api/v1/environments/{environmentKey}/disable-v2-versioning/', { params });
  }

  as(person: Actor): Versions {
    return new Versions(this.tenant, this.feature, person);
  }

  private get path() {
    return { environmentId: this.tenant.environment.id, featureId: this.feature };
  }

  list(query: { is_live?: boolean } = {}) {
    return this.person.GET(VERSIONS, { params: { path: this.path, query } });
  }

  /** Their ids in the order of the list. */
  async ids(): Promise<string[]> {
    return (await this.list()).data?.results.map(({ uuid }) => uuid) ?? [];
  }

  create(body: object = {}) {
    return this.person.POST(VERSIONS, { params: { path: this.path }, body });
  }

  async draft(): Promise<string> {
    return (await this.create()).data?.uuid ?? '';
  }

  publish(uuid: string, live_from?: string) {
    return this.person.POST(`${VERSIONS}{uuid}/publish/`, {
      params: { path: { ...this.path, uuid } },
      body: live_from === undefined ? {} : { live_from },
    });
  }

  delete(uuid: string) {
    return this.person.DELETE(`${VERSIONS}{uuid}/`, { params: { path: { ...this.path, uuid } } });
  }

  retrieve(uuid: string) {
    return this.person.GET('/api/v1/environment-feature-versions/{uuid}/', { params: { path: { uuid } } });
  }

  states(uuid: string) {
    return this.person.GET(`${VERSIONS}{uuid}/featurestates/`, { params: { path: { ...this.path, uuid } } });
  }

  /** `['hello', {segment: 7, value: 'pro', priority: 0}]`: the value of the default, then the overrides by priority. */
  async values(uuid: string) {
    const states = (await this.states(uuid)).data ?? [];
    const valueOf = ({ feature_state_value: { type, ...value } }: (typeof states)[number]) =>
      type === 'int' ? value.integer_value : type === 'bool' ? value.boolean_value : value.string_value;
    const overrides = states.flatMap((state) =>
      state.feature_segment
        ? [{ segment: state.feature_segment.segment, value: valueOf(state), priority: state.feature_segment.priority }]
        : [],
    );
    return [
      ...states.filter(({ feature_segment }) => feature_segment === null).map(valueOf),
      ...overrides.sort((one, other) => one.priority - other.priority),
    ];
  }

  /** The id of the default, or of the override of a segment. */
  async stateId(uuid: string, segment?: number): Promise<number> {
    const states = (await this.states(uuid)).data ?? [];
    return states.find((state) => state.feature_segment?.segment === segment)?.id ?? 0;
  }

  /** Gives the default of a draft another value. */
  async set(uuid: string, value: string, segment?: number) {
    const path = { ...this.path, uuid, id: await this.stateId(uuid, segment) };
    const body = { feature_state_value: { type: 'unicode' as const, string_value: value } };
    return this.person.PATCH(`${VERSIONS}{uuid}/featurestates/{id}/`, { params: { path }, body });
  }

  override(uuid: string, segment: number, value: string, priority?: number) {
    return this.person.POST(`${VERSIONS}{uuid}/featurestates/`, {
      params: { path: { ...this.path, uuid } },
      body: {
        feature_segment: { segment, ...(priority === undefined ? {} : { priority }) },
        enabled: true,
        feature_state_value: { type: 'unicode', string_value: value },
      },
    });
  }

  async removeOverride(uuid: string, segment: number) {
    const path = { ...this.path, uuid, id: await this.stateId(uuid, segment) };
    return this.person.DELETE(`${VERSIONS}{uuid}/featurestates/{id}/`, { params: { path } });
  }
}

/** What a new version shall say: the default, or the override of a segment. */
export const stateOf = (value: string, segment?: number, priority?: number) => ({
  feature_segment: segment === undefined ? null : { segment, ...(priority === undefined ? {} : { priority }) },
  enabled: true,
  feature_state_value: { type: 'unicode' as const, string_value: value },
});

/** A segment of people on a plan. */
export async function segmentOf({ owner, project }: Tenant, plan: string): Promise<number> {
  const { data } = await owner.POST('/api/v1/projects/{projectId}/segments/', {
    params: { path: { projectId: project } },
    body: {
      name: plan,
      rules: [{ type: 'ALL', conditions: [{ operator: 'EQUAL', property: 'plan', value: plan }], rules: [] }],
    },
  });
  return data?.id ?? 0;
}
