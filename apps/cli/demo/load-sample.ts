import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Sessions, TrustedAccounts, UserRepository } from '#accounts';
import { IdentityRepository } from '#identities';
import { Database } from '#platform/database';
import { ApiCalls, idOf } from './api-calls.js';
import { ADMIN_EMAIL, ORGANISATION, PROJECTS, type SampleOverride, type SampleProject } from './sample.js';

/** What was made, and is told once. */
export interface LoadedSample {
  readonly password: string;
  readonly environments: readonly { readonly project: string; readonly name: string; readonly key: string }[];
}

/** By name. */
interface Made {
  readonly environments: Map<string, string>;
  readonly features: Map<string, number>;
  readonly options: Map<string, readonly number[]>;
  readonly segments: Map<string, number>;
}

/** Makes the sample data, all of it or nothing; undefined where its account is there already. Of two at once one makes it. */
export function loadSample(app: NestFastifyApplication): Promise<LoadedSample | undefined> {
  const accounts = app.get(TrustedAccounts, { strict: false });
  const users = app.get(UserRepository, { strict: false });
  return app.get(Database).transaction(async () => {
    await users.isFirst();
    if (await users.isEmailTaken(ADMIN_EMAIL)) return undefined;
    const password = randomBytes(15).toString('base64url');
    const owner = await accounts.add({ email: ADMIN_EMAIL, firstName: 'Dee', lastName: 'Mo', password });
    const session = await app.get(Sessions, { strict: false }).issue(owner);
    const calls = new ApiCalls(app, { authorization: `Bearer ${session}` });
    const organisation = await calls.create('organisations/', { name: ORGANISATION });
    const environments: LoadedSample['environments'][number][] = [];
    for (const project of PROJECTS) {
      const made = await loadProject(app, calls, organisation, project);
      for (const [name, key] of made.environments) environments.push({ project: project.name, name, key });
    }
    return { password, environments };
  });
}

async function loadProject(
  app: NestFastifyApplication,
  calls: ApiCalls,
  organisation: number,
  sample: SampleProject,
): Promise<Made> {
  const project = await calls.create('projects/', { name: sample.name, organisation });
  const made: Made = { environments: new Map(), features: new Map(), options: new Map(), segments: new Map() };
  for (const name of sample.environments) {
    const { api_key: key } = await calls.send('POST', 'environments/', { name, project });
    made.environments.set(name, String(key));
  }
  await loadFeatures(calls, project, sample, made);
  for (const segment of sample.segments)
    made.segments.set(segment.name, await calls.create(`projects/${project}/segments/`, { ...segment, project }));
  for (const key of made.environments.values()) {
    for (const override of sample.overrides) await overrideForSegment(calls, key, override, made);
    await loadIdentities(app, calls, key, sample, made);
  }
  return made;
}

async function loadFeatures(calls: ApiCalls, project: number, sample: SampleProject, made: Made): Promise<void> {
  for (const { states = {}, ...feature } of sample.features) {
    const created = await calls.send('POST', `projects/${project}/features/`, feature);
    const options = created['multivariate_options'];
    made.features.set(feature.name, idOf(created));
    made.options.set(feature.name, Array.isArray(options) ? options.map(idOf) : []);
    for (const [environment, state] of Object.entries(states)) {
      const path = `environments/${made.environments.get(environment)}/featurestates/`;
      for (const row of await calls.list(`${path}?feature=${idOf(created)}`))
        await calls.send('PATCH', `${path}${idOf(row)}/`, state);
    }
  }
}

async function overrideForSegment(
  calls: ApiCalls,
  key: string,
  { segment, feature, enabled, value, shares }: SampleProject['overrides'][number],
  made: Made,
): Promise<void> {
  await calls.send('POST', `environments/${key}/features/${made.features.get(feature)}/create-segment-override/`, {
    feature_segment: { segment: made.segments.get(segment) },
    enabled,
    feature_state_value: typedValue(value),
    ...sharesOf(feature, shares, made),
  });
}

async function loadIdentities(
  app: NestFastifyApplication,
  calls: ApiCalls,
  key: string,
  { identities }: SampleProject,
  made: Made,
): Promise<void> {
  for (const { identifier, traits, overrides = [] } of identities) {
    const id = await calls.create(`environments/${key}/identities/`, { identifier });
    for (const { feature, enabled, value, shares } of overrides)
      await calls.send('POST', `environments/${key}/identities/${id}/featurestates/`, {
        feature: made.features.get(feature),
        enabled,
        feature_state_value: value ?? null,
        ...sharesOf(feature, shares, made),
      });
    // the route for it is for SDKs, which see an environment once it is committed
    await app.get(IdentityRepository, { strict: false }).giveTraits(id, traits);
  }
}

function sharesOf(feature: string, shares: SampleOverride['shares'], { options }: Made): object {
  if (!shares) return {};
  const values = (options.get(feature) ?? []).map((option, index) => ({
    multivariate_feature_option: option,
    percentage_allocation: shares[index] ?? 0,
  }));
  return { multivariate_feature_state_values: values };
}

function typedValue(value: SampleOverride['value']): object {
  if (typeof value === 'number') return { type: 'int', integer_value: value };
  if (typeof value === 'boolean') return { type: 'bool', boolean_value: value };
  return { type: 'unicode', string_value: value ?? '' };
}
