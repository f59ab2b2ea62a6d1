import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Sends one request and answers `{ status, headers, text, json, milliseconds }`, whatever the status. Rejects when there is no
 * answer: the connection failed, or `timeout` milliseconds were over.
 */
export async function request(base, method, path, { headers = {}, body, timeout = 15_000 } = {}) {
  const since = performance.now();
  const response = await fetch(`${base}${path}`, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(timeout),
  });
  const text = await response.text();
  const milliseconds = performance.now() - since;
  return { status: response.status, headers: response.headers, text, json: parsed(text), milliseconds };
}

/** As `request`, but only a 2xx will do; answers the body. */
export async function must(base, method, path, options) {
  const { status, text, json } = await request(base, method, path, options);
  assert.ok(status >= 200 && status < 300, `${method} ${path} answered ${status}: ${text.slice(0, 300)}`);
  return json;
}

/** The status of an answer, or the reason why there was none. */
export async function outcomeOf(promise) {
  try {
    return (await promise).status;
  } catch (error) {
    return error.cause?.code ?? error.name;
  }
}

/** Asks `question` again and again until it answers something true; a rejection counts as no. */
export async function until(what, question, milliseconds = 20_000, pause = 50) {
  const end = performance.now() + milliseconds;
  for (;;) {
    const answer = await Promise.resolve()
      .then(question)
      .catch(() => undefined);
    if (answer) return answer;
    assert.ok(performance.now() < end, `${what}: not within ${milliseconds / 1000} s`);
    await sleep(pause);
  }
}

/** Resolves when the api at `base` has everything that it needs, PostgreSQL as well. */
export function untilHealthy(base) {
  const isHealthy = async () => (await request(base, 'GET', '/health/', { timeout: 2_000 })).status === 200;
  return until('the api is healthy', isHealthy);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
