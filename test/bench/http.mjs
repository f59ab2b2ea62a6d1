import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { withServer } from '../../scripts/with-server.mjs';
import { prepareWorkloads } from './workloads.mjs';
import { load } from './wrk.mjs';

/** How often each side takes its turn. */
export const ROUNDS = 5;

/** The benches over HTTP, by name. */
export const HTTP_BENCHES = [
  'flags',
  'document',
  'identities-get',
  'identities-known',
  'identities-changed',
  'identities-new',
];

/**
 * The api on a fresh PostgreSQL next to a bare `node:http` server that answers the same bytes, turn by turn. Prints a table of
 * medians; answers them by bench.
 */
export async function runHttpBenches(names, seconds) {
  return withServer({ apps: ['api'] }, async ({ base }) => {
    const workloads = await prepareWorkloads(base);
    const results = {};
    for (const name of names) results[name] = await measure(workloads[name], seconds);
    console.table(Object.fromEntries(Object.values(results).map(({ title, ...result }) => [title, row(result)])));
    return results;
  });
}

async function measure(workload, seconds) {
  const answer = await answerTo(workload);
  const bare = await startBareServer(answer);
  try {
    const targets = { burgee: workload.url, bare: bare.url };
    const runs = { burgee: [], bare: [] };
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [side, url] of Object.entries(targets)) {
        const args = workload.args?.(`${side}-${round}`);
        const run = await load({ url, headers: workload.headers, args }, seconds);
        // the first round warms up
        if (round > 0) runs[side].push(run);
      }
    }
    const [burgee, plain] = [medians(runs.burgee), medians(runs.bare)];
    const ratio = burgee.perSecond / plain.perSecond;
    return { title: workload.title, bytes: answer.bytes, burgee, bare: plain, ratio };
  } finally {
    bare.process.kill();
  }
}

/** What the api answers to one request of the workload, for the bare server to repeat. */
async function answerTo({ url, headers, sample }) {
  const response = await fetch(url, {
    method: sample ? 'POST' : 'GET',
    headers: { ...headers, 'accept-encoding': 'identity' },
    body: sample,
  });
  const body = Buffer.from(await response.arrayBuffer());
  const repeated = response.status === 304 ? ['etag'] : ['content-type', 'content-length'];
  return {
    status: response.status,
    headers: Object.fromEntries(repeated.map((name) => [name, response.headers.get(name)])),
    body: body.toString('base64'),
    bytes: body.length,
  };
}

async function startBareServer(answer) {
  const child = fork(join(import.meta.dirname, 'bare-server.mjs'));
  child.send(answer);
  const [port] = await once(child, 'message');
  return { process: child, url: `http://127.0.0.1:${port}/` };
}

function medians(runs) {
  const of = (field) => runs.map((run) => run[field]).sort((one, other) => one - other)[runs.length >> 1];
  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') };
}

function row({ bytes, burgee, bare, ratio }) {
  return {
    'body bytes': bytes,
    'Burgee req/s': Math.round(burgee.perSecond),
    'bare req/s': Math.round(bare.perSecond),
    ratio: Number(ratio.toFixed(2)),
    'Burgee p50 ms': burgee.p50,
    'Burgee p99 ms': burgee.p99,
    'bare p50 ms': bare.p50,
    'bare p99 ms': bare.p99,
  };
}
