import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { compileEnvironment } from '#evaluation';

// The package exports its client only; the engine lies beside it.
const engine = new URL('./flagsmith-engine/index.js', import.meta.resolve('flagsmith-nodejs'));
const { getEvaluationResult } = await import(engine);

const ROUNDS = 9;
const ROUND_MS = 300;
const IDENTITIES = 2000;

/**
 * Our engine next to the official Node engine, in one process, on the same environments and identities, turn by turn.
 * Prints a table of medians; answers the ratios by workload. Results are compared before anything is timed.
 */
export function run({ rounds = ROUNDS, roundMs = ROUND_MS } = {}) {
  const rows = workloads().map((workload) => measure(workload, rounds, roundMs));
  console.table(Object.fromEntries(rows.map(({ name, table }) => [name, table])));
  return Object.fromEntries(rows.map(({ name, ratios }) => [name, ratios]));
}

/** `segments` × `conditions`, `overridden` features with an override each, `multivariate` features of three variants. */
function workloads() {
  return [
    workload('(a) 10 flags', { features: 10 }),
    workload('(b) 100 flags, 20 segments', { features: 100, segments: 20, conditions: 2, overridden: 10 }),
    workload('(c) 500 flags, 200 segments', { features: 500, segments: 200, conditions: 3, overridden: 50 }),
    workload('(d) 100 multivariate', { features: 100, multivariate: 100 }),
  ];
}

function measure({ name, official, compiled, compiledBytes, identities }, rounds, roundMs) {
  const contexts = identities.map((identity) => ({ ...official, identity: asOfficial(identity) }));
  compare(contexts, identities, compiled, compiledBytes);
  const runs = {
    official: (index) => getEvaluationResult(contexts[index]),
    positional: (index) => compiled.evaluate(identities[index]),
    withSegments: (index) => [compiled.evaluate(identities[index]), compiled.matchedSegments(identities[index])],
    officialBytes: (index) => officialBody(identities[index], getEvaluationResult(contexts[index])),
    bytes: (index) => body(identities[index], compiledBytes.evaluate(identities[index])),
  };
  const micros = interleaved(runs, rounds, roundMs);
  const ratios = {
    positional: micros.official / micros.positional,
    withSegments: micros.official / micros.withSegments,
    bytes: micros.officialBytes / micros.bytes,
  };
  const table = {};
  for (const [key, value] of Object.entries(micros)) table[`${key} µs`] = round(value);
  for (const [key, value] of Object.entries(ratios)) table[`${key} ×`] = round(value);
  return { name, table, ratios };
}

/** Median time of one call, in microseconds, each candidate taking its turn in each round. */
function interleaved(runs, rounds, roundMs) {
  const samples = Object.fromEntries(Object.keys(runs).map((key) => [key, []]));
  for (let turn = 0; turn <= rounds; turn++) {
    for (const [key, call] of Object.entries(runs)) {
      const micros = timed(call, roundMs);
      if (turn > 0) samples[key].push(micros);
    }
  }
  const medians = Object.entries(samples).map(([key, values]) => [key, values.sort((a, b) => a - b)[rounds >> 1]]);
  return Object.fromEntries(medians);
}

let sink;

function timed(call, milliseconds) {
  let calls = 0;
  const start = performance.now();
  let elapsed = 0;
  while (elapsed < milliseconds) {
    for (let batch = 0; batch < 20; batch++) sink = call(calls++ % IDENTITIES);
    elapsed = performance.now() - start;
  }
  assert.ok(sink);
  return (elapsed * 1000) / calls;
}

function compare(contexts, identities, compiled, compiledBytes) {
  for (const [index, identity] of identities.entries()) {
    const { flags, segments } = getEvaluationResult(contexts[index]);
    assert.deepEqual(
      JSON.parse(body(identity, compiledBytes.evaluate(identity))).flags.map((item) => item.feature_state_value),
      Object.values(flags).map(({ value }) => value),
    );
    assert.deepEqual(
      compiled.evaluate(identity).map(({ value }) => value),
      Object.values(flags).map(({ value }) => value),
    );
    assert.deepEqual(
      compiled.matchedSegments(identity).map((segment) => `segment ${segment}`),
      segments.map((segment) => segment.name),
    );
  }
}

function workload(name, { features, segments = 0, conditions = 0, overridden = 0, multivariate = 0 }) {
  const random = generator(42);
  const rules = Array.from({ length: segments }, () => ruleOf(random, conditions));
  const rows = Array.from({ length: features }, (_, index) => ({
    index,
    key: `${1000 + index}`,
    name: `feature_${index}`,
    value: `value of ${index}`,
    variants: index < multivariate ? variantsOf(index) : [],
    override:
      index < overridden
        ? { segment: Math.floor((index * segments) / overridden), value: `override of ${index}` }
        : null,
  }));
  const environment = { key: 'n9fbf9h3v4fFgH3U3ngWhb', name: 'Production' };
  return {
    name,
    official: officialContext(environment, rules, rows),
    compiled: compileEnvironment(compilable(environment, rules, rows, (row, value) => ({ value }))),
    compiledBytes: compileEnvironment(compilable(environment, rules, rows, fragment)),
    identities: Array.from({ length: IDENTITIES }, () => identityOf(random, environment.key)),
  };
}

function variantsOf(index) {
  return [30, 30, 20].map((weight, place) => ({ value: `variant ${place} of ${index}`, weight, priority: place }));
}

function officialContext(environment, rules, rows) {
  const segments = rules.map((rule, index) => ({
    key: `${5000 + index}`,
    name: `segment ${index}`,
    rules: [rule],
    overrides: rows
      .filter(({ override }) => override?.segment === index)
      .map(({ key, name, override }) => ({ key, name, enabled: true, value: override.value, priority: 0 })),
  }));
  const features = rows.map(({ key, name, value, variants }) => ({ key, name, enabled: true, value, variants }));
  return {
    environment,
    segments: Object.fromEntries(segments.map((segment) => [segment.key, segment])),
    features: Object.fromEntries(features.map((feature) => [feature.name, feature])),
  };
}

function compilable(environment, rules, rows, piece) {
  const outcome = (row, value, variants) => ({
    control: piece(row, value),
    variants: variants.map((variant) => ({ piece: piece(row, variant.value), weight: variant.weight })),
    seed: row.key,
  });
  return {
    ...environment,
    segments: rules.map((rule, index) => ({ key: `${5000 + index}`, name: `segment ${index}`, rules: [rule] })),
    features: rows.map((row) => ({
      name: row.name,
      base: outcome(row, row.value, row.variants),
      overrides: row.override
        ? [{ segment: row.override.segment, priority: 0, outcome: outcome(row, row.override.value, []) }]
        : [],
    })),
  };
}

/** A flag as the identities endpoint answers it. */
function flag({ key, name }, value) {
  const feature = {
    id: Number(key),
    name,
    created_date: '2026-01-01T00:00:00.000000Z',
    description: null,
    initial_value: null,
    default_enabled: false,
    type: 'STANDARD',
  };
  const state = { id: Number(key), feature, feature_state_value: value, environment: 1, identity: null };
  return { ...state, feature_segment: null, enabled: true, variant: null };
}

/** All features but the first bring the comma before them, so that pieces in feature order are a list. */
function fragment(row, value) {
  return Buffer.from((row.index === 0 ? '' : ',') + JSON.stringify(flag(row, value)));
}

function officialBody(identity, { flags }) {
  const all = Object.values(flags).map(({ name, value }) => flag({ key: '1000', name }, value));
  return Buffer.from(JSON.stringify({ identifier: identity.identifier, traits: traitsBody(identity), flags: all }));
}

function body(identity, pieces) {
  const head = JSON.stringify({ identifier: identity.identifier, traits: traitsBody(identity) });
  return Buffer.concat([Buffer.from(`${head.slice(0, -1)},"flags":[`), ...pieces, END]);
}

function traitsBody({ traits }) {
  return Array.from(traits, ([name, value]) => ({ trait_key: name, trait_value: value }));
}

/** ALL of two groups, ANY and ALL, as the dashboard builds rules. */
function ruleOf(random, conditions) {
  const all = Array.from({ length: conditions - 1 }, () => conditionOf(random));
  const any = [conditionOf(random)];
  return {
    type: 'ALL',
    conditions: [],
    rules: [
      { type: 'ANY', conditions: any, rules: [] },
      { type: 'ALL', conditions: all, rules: [] },
    ],
  };
}

/** Mixed operators, of those that both engines answer alike. */
function conditionOf(random) {
  const below = (limit) => Math.floor(random() * limit);
  const one = (choices) => choices[below(choices.length)];
  const is = (property, operator, value) => ({ property, operator, value });
  return one([
    () => is('plan', 'EQUAL', one(PLANS)),
    () => is('country', 'NOT_EQUAL', one(COUNTRIES)),
    () => is('country', 'IN', [one(COUNTRIES), one(COUNTRIES), one(COUNTRIES), one(COUNTRIES)].join(',')),
    () => is('age', 'GREATER_THAN', String(below(70))),
    () => is('score', 'LESS_THAN_INCLUSIVE', `${below(100)}.25`),
    () => is('email', 'CONTAINS', `@company${below(10)}.`),
    () => is('email', 'NOT_CONTAINS', `user${below(10)}`),
    () => is('email', 'REGEX', `^user\\d*[${below(5)}-9]@`),
    () => is('age', 'MODULO', `${2 + below(3)}|${below(2)}`),
    () => is('version', 'GREATER_THAN', `${below(4)}.${below(10)}.0:semver`),
    () => is('beta', 'EQUAL', one(['true', 'false'])),
    () => is('', 'PERCENTAGE_SPLIT', String(20 + below(70))),
    () => is('$.identity.identifier', 'IS_SET', ''),
    () => is('referrer', 'IS_NOT_SET', ''),
  ])();
}

function identityOf(random, environmentKey) {
  const below = (limit) => Math.floor(random() * limit);
  const identifier = [8, 4, 4, 4, 12]
    .map((length) => Array.from({ length }, () => below(16).toString(16)).join(''))
    .join('-');
  const traits = new Map([
    ['plan', PLANS[below(PLANS.length)]],
    ['country', COUNTRIES[below(COUNTRIES.length)]],
    ['age', 1 + below(80)],
    ['score', below(100) + 0.5],
    ['email', `user${below(100_000)}@company${below(20)}.example`],
    ['version', `${below(5)}.${below(12)}.${below(20)}`],
    ['beta', random() < 0.5],
  ]);
  return { identifier, key: `${environmentKey}_${identifier}`, traits };
}

function asOfficial({ identifier, key, traits }) {
  return { identifier, key, traits: Object.fromEntries(traits) };
}

/** Mulberry32: the same numbers on every machine. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const round = (value) => Number(value.toPrecision(3));
const END = Buffer.from(']}');
const PLANS = ['free', 'start', 'scale', 'enterprise'];
const COUNTRIES = ['ch', 'de', 'fr', 'it', 'us', 'gb', 'in', 'br', 'jp', 'za'];

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) run();
