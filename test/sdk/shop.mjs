import assert from 'node:assert/strict';

const VARIANT = 'blue';

/** Asks the api as its owner would; only a 2xx will do. */
export async function call(base, method, path, { token, key, body } = {}) {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Token ${token}` } : {}),
      ...(key ? { 'x-environment-key': key } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
  return text ? JSON.parse(text) : undefined;
}

/**
 * A project with what SDKs meet: `button` is on and has no value, `banner` says `hello` and `bye` to `vip`, `limit` is off and has
 * a value, `colour` is `blue` for everybody who is somebody and `grey` else, `secret` is for servers only.
 */
export async function openShop(base) {
  const { key: token } = await call(base, 'POST', '/auth/users/', {
    body: { email: 'ada@example.com', password: 'Str0ngp4ssw0rd!', first_name: 'Ada', last_name: 'Lovelace' },
  });
  const make = (path, body) => call(base, 'POST', path, { token, body });
  const organisation = await make('/organisations/', { name: 'Acme' });
  const project = await make('/projects/', { name: 'Shop', organisation: organisation.id });
  const { api_key: clientKey } = await make('/environments/', { name: 'Production', project: project.id });
  const { key: serverKey } = await make(`/environments/${clientKey}/api-keys/`, { name: 'server' });
  const feature = (body) => make(`/projects/${project.id}/features/`, body);
  await feature({ name: 'button', default_enabled: true });
  const banner = await feature({ name: 'banner', default_enabled: true, initial_value: 'hello' });
  await feature({ name: 'limit', initial_value: '5' });
  await feature({
    name: 'colour',
    default_enabled: true,
    initial_value: 'grey',
    multivariate_options: [{ type: 'unicode', string_value: VARIANT, default_percentage_allocation: 100 }],
  });
  await feature({ name: 'secret', default_enabled: true, is_server_key_only: true });
  const vip = await make(`/environments/${clientKey}/identities/`, { identifier: 'vip' });
  const override = { feature: banner.id, enabled: true, feature_state_value: 'bye' };
  await make(`/environments/${clientKey}/identities/${vip.id}/featurestates/`, override);
  return { base, api: `${base}/api/v1/`, clientKey, serverKey, token };
}

/** Sets what a feature says to everybody. */
export async function say({ base, clientKey, token }, name, feature_state_value) {
  const { results } = await call(base, 'GET', `/environments/${clientKey}/featurestates/?feature_name=${name}`, {
    token,
  });
  await call(base, 'PATCH', `/environments/${clientKey}/featurestates/${results[0].id}/`, {
    token,
    body: { feature_state_value },
  });
}

/** The traits that are stored of an identity. */
export async function storedTraits({ base, clientKey }, identifier) {
  const path = `/identities/?identifier=${encodeURIComponent(identifier)}`;
  const { traits } = await call(base, 'GET', path, { key: clientKey });
  return Object.fromEntries(traits.map(({ trait_key, trait_value }) => [trait_key, trait_value]));
}

/** Asks again and again until it is so. */
export async function until(what, question, milliseconds = 5_000) {
  const end = performance.now() + milliseconds;
  while (!(await question())) {
    assert.ok(performance.now() < end, `${what}: not within ${milliseconds / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
