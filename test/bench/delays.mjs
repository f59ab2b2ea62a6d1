import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, stopApp, freePort, withServer } from '../../scripts/with-server.mjs';
import { must } from '../faults/http.mjs';
import { addFeature } from '../faults/shop.mjs';
import { prepareWorkloads } from './workloads.mjs';
import { load } from './wrk.mjs';

const TOGGLES = 200;

/**
 * How long it takes until another api process serves a change, and how long the event loop of one stands still under all kinds of
 * requests at once. Prints both; answers them.
 */
export async function runDelayBenches(seconds) {
  return withServer({ apps: ['api'] }, async ({ base, env }) => {
    const { shop, ...workloads } = await prepareWorkloads(base);
    const port = await freePort();
    const other = await startApp('api', { ...env, PORT: String(port) });
    try {
      const propagation = await propagationOf(shop, `http://127.0.0.1:${port}/api/v1`);
      console.log(
        `A toggle is served by another api process after p50 ${propagation.p50} ms, p99 ${propagation.p99} ms.`,
      );
      const loop = await loopUnder(base, workloads, seconds);
      console.log(
        `Event loop delay under all requests together: p50 ${loop.p50} ms, p99 ${loop.p99} ms, most ${loop.most} ms.`,
      );
      return { propagation, loop };
    } finally {
      await stopApp(other);
    }
  });
}

/** Milliseconds from the moment a toggle is sent until a read of the other process shows it. */
async function propagationOf(shop, otherApi) {
  const { api, admin, sdk } = shop;
  const { state, name } = await addFeature(shop, { name: 'toggled' });
  const delays = [];
  for (let toggle = 0; toggle < TOGGLES; toggle++) {
    const enabled = toggle % 2 === 0;
    const since = performance.now();
    await must(api, 'PUT', state, { headers: admin, body: { enabled } });
    while ((await must(otherApi, 'GET', `/flags/?feature=${name}`, { headers: sdk })).enabled !== enabled)
      await sleep(1);
    delays.push(performance.now() - since);
  }
  delays.sort((one, other) => one - other);
  const at = (share) => Number(delays[Math.ceil(share * TOGGLES) - 1].toFixed(1));
  return { p50: at(0.5), p99: at(0.99) };
}

/** The timer that measures the loop goes off every ten milliseconds; what it is late is the delay. */
async function loopUnder(base, workloads, seconds) {
  await fetch(`${base}/metrics`).then((response) => response.text());
  const loads = ['flags', 'document', 'identities-get', 'identities-known', 'identities-changed'].map((name) => {
    const { url, headers, args } = workloads[name];
    return load({ url, headers, args: args?.('together') }, seconds);
  });
  await Promise.all(loads);
  const text = await (await fetch(`${base}/metrics`)).text();
  const late = (name) => {
    const value = Number(new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)$`, 'm').exec(text)?.[1]);
    return Number(Math.max(0, value * 1_000 - TIMER_MS).toFixed(1));
  };
  return { p50: late('p50'), p99: late('p99'), most: late('max') };
}

const TIMER_MS = 10;
