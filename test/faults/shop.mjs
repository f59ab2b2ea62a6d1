import { must } from './http.mjs';

/**
 * Signs up at the api and makes a project with an environment: what every check and bench works on. Answers their keys and ids
 * and the headers of the three kinds of callers.
 */
export async function openShop(base) {
  const api = `${base}/api/v1`;
  const { key } = await must(api, 'POST', '/auth/users/', {
    body: { email: 'ada@example.com', password: 'Str0ngp4ssw0rd!', first_name: 'Ada', last_name: 'Lovelace' },
  });
  const admin = { authorization: `Token ${key}` };
  const make = (path, body) => must(api, 'POST', path, { headers: admin, body });
  const organisation = await make('/organisations/', { name: 'Acme' });
  const project = await make('/projects/', { name: 'Shop', organisation: organisation.id });
  const environment = await make('/environments/', { name: 'Production', project: project.id });
  const serverKey = await make(`/environments/${environment.api_key}/api-keys/`, { name: 'server' });
  return {
    api,
    admin,
    sdk: { 'x-environment-key': environment.api_key },
    server: { 'x-environment-key': serverKey.key },
    project: project.id,
    environment: environment.api_key,
    features: `/projects/${project.id}/features/`,
    states: `/environments/${environment.api_key}/featurestates/`,
  };
}

/** Makes a feature; answers it with the path of its state in the shop's environment. */
export async function addFeature({ api, admin, features, states }, feature) {
  const { id, name } = await must(api, 'POST', features, { headers: admin, body: feature });
  const { results } = await must(api, 'GET', `${states}?feature=${id}`, { headers: admin });
  return { id, name, state: `${states}${results[0].id}/` };
}
