import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run as runEngine } from './engine.mjs';
import { HTTP_BENCHES, ROUNDS, runHttpBenches } from './http.mjs';
import { runDelayBenches } from './delays.mjs';
import { runLargeBench } from './large.mjs';
import { hasWrk, LOAD } from './wrk.mjs';

const FILE = join(import.meta.dirname, '..', '..', '.cache', 'bench.json');

/** `npm run bench [-- name … --seconds N]`: prints tables, and writes all numbers to `.cache/bench.json`. */
async function main() {
  const options = { seconds: { type: 'string', default: '5' } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const known = [...HTTP_BENCHES, 'delays', 'large', 'engine'];
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  const chosen = positionals.length > 0 ? positionals : known;
  const seconds = Number(values.seconds);

  const result = { machine: machine(), seconds, rounds: ROUNDS, load: LOAD };
  const { cores, model, node, loadBefore } = result.machine;
  console.log(`${cores} cores (${model}), Node ${node}, load average ${loadBefore} before.`);
  const http = HTTP_BENCHES.filter((name) => chosen.includes(name));
  if (http.length > 0) result.http = await overHttp(http, seconds);
  if (chosen.includes('delays') && hasWrk()) result.delays = await runDelayBenches(seconds);
  if (chosen.includes('large')) {
    console.log(
      'One environment with 1000 features, 500 segments, and 1 000 000 identities, 100 000 of them with overrides:',
    );
    result.large = await runLargeBench();
  }
  if (chosen.includes('engine')) {
    console.log('The engine and the official one, in one process, microseconds per evaluation:');
    result.engine = runEngine();
  }
  result.machine.loadAfter = loadAverage();
  console.log(`Load average ${result.machine.loadAfter} after. All numbers are in .cache/bench.json.`);
  mkdirSync(join(FILE, '..'), { recursive: true });
  writeFileSync(FILE, `${JSON.stringify(result, null, 2)}\n`);
}

async function overHttp(names, seconds) {
  if (!hasWrk()) {
    console.log('The benches over HTTP need wrk, which is not on the PATH: apt-get install wrk.');
    return undefined;
  }
  console.log(`Over HTTP, by ${LOAD}, the median of ${ROUNDS} rounds of ${seconds} s after one to warm up:`);
  return runHttpBenches(names, seconds);
}

function machine() {
  return {
    cores: availableParallelism(),
    model: cpus()[0]?.model ?? 'unknown',
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    loadBefore: loadAverage(),
  };
}

/** The load average of the last minute: what else the machine was doing. */
function loadAverage() {
  return Number(loadavg()[0].toFixed(2));
}

await main();
