const { layers } = require('./layers.cjs');

const lib = (names) => `^libs/(${names.join('|')})/`;

/** These talk to the whole running api, and so know all of it. */
const apiSpec = '\\.api\\.spec\\.ts$';

/** Each line of `layers.cjs` may look at the lines above it, and each lib at itself. */
const downward = layers.flatMap((line, at) => {
  const later = layers.slice(at + 1).flat();
  return line.map((name) => {
    const forbidden = [...later, ...line.filter((other) => other !== name)];
    return {
      name: `layer-${name}`,
      comment: `libs/${name} may only import libs of the lines above it in layers.cjs`,
      severity: 'error',
      from: { path: `^libs/${name}/`, pathNot: apiSpec },
      to: { path: forbidden.length ? lib(forbidden) : '^libs/$' },
    };
  });
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...downward,
    {
      name: 'one-door',
      comment: "another lib is entered through its index.ts; platform's parts have one each",
      severity: 'error',
      from: { path: '^(?:apps|libs/([^/]+))/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/index\\.ts$', '^libs/platform/[^/]+/index\\.ts$'] },
    },
    {
      name: 'libs-know-no-app',
      severity: 'error',
      from: { path: '^libs/', pathNot: apiSpec },
      to: { path: '^(apps|test)/' },
    },
    { name: 'no-cycle', severity: 'error', from: { pathNot: 'entity\\.ts$' }, to: { circular: true } },
    {
      name: 'evaluation-is-pure',
      comment: 'no framework, no I/O: node:crypto for MD5 and the RE2 engine are all it needs',
      severity: 'error',
      from: { path: '^libs/evaluation/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: '^crypto$|node:crypto|node_modules/re2js/' },
    },
    {
      name: 'typeorm-in-the-cellar',
      comment: 'TypeORM is for entities, repositories, queries and the platform',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/platform/|\\.(entity|repository|query)\\.ts$' },
      to: { path: 'node_modules/typeorm/' },
    },
    {
      name: 'drivers-in-platform',
      comment: 'bullmq, ioredis and pg are hidden by the platform',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/platform/' },
      to: { path: 'node_modules/(bullmq|ioredis|pg)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs'],
    },
  },
};
