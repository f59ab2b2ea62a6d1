/**
 * The architecture. A lib imports only libs of earlier lines, and only through their `index.ts`.
 * Libs of one line do not know each other. `.dependency-cruiser.cjs` fails the build on anything else.
 */
exports.layers = [
  ['evaluation'],
  ['platform'],
  ['accounts'],
  ['organisations'],
  ['access'],
  ['oauth', 'sso', 'trust-relationships'],
  ['projects'],
  ['metadata'],
  ['environments', 'tags'],
  ['roles'],
  ['segments'],
  ['features'],
  ['identities'],
  ['delivery', 'dashboard'],
];
