const shared = {
  testEnvironment: 'node',
  transform: { '\\.(ts|js|mjs)$': '<rootDir>/jest.transform.cjs' },
  transformIgnorePatterns: [],
  moduleNameMapper: {
    '^#(platform/[^/]+|[^/]+)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};

/** `unit` touches nothing outside the process; `api` talks to a real PostgreSQL, a database of its own per worker. */
export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.api\\.spec\\.ts$'],
    },
    {
      ...shared,
      displayName: 'api',
      testMatch: ['<rootDir>/{apps,libs,test/authorisation}/**/*.api.spec.ts'],
      globalSetup: '<rootDir>/libs/platform/testing/global-setup.mjs',
      globalTeardown: '<rootDir>/libs/platform/testing/global-teardown.mjs',
    },
  ],
};
