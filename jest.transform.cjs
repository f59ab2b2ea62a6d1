/**
 * Nest 12 is ESM only and Jest 30 on Node 20 cannot `require` ESM. This transform turns our TypeScript and the ESM packages
 * into CommonJS with SWC, so that plain Jest runs them: no Node flags, ordinary mocks, coverage of the source.
 */
const { transformSync, version } = require('@swc/core');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const swc = JSON.parse(readFileSync(join(__dirname, '.swcrc'), 'utf8'));
const commonjs = { type: 'commonjs', ignoreDynamic: false };
const typescript = { jsc: swc.jsc, module: commonjs, swcrc: false, configFile: false, sourceMaps: true };
const javascript = {
  jsc: { target: 'es2023', parser: { syntax: 'ecmascript' } },
  module: commonjs,
  swcrc: false,
  configFile: false,
};

const kinds = new Map();

/** `type` of the package that a folder belongs to: "module" or "commonjs". */
function packageType(folder) {
  let kind = kinds.get(folder);
  if (kind) return kind;
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) kind = JSON.parse(readFileSync(manifest, 'utf8')).type ?? 'commonjs';
  else kind = dirname(folder) === folder ? 'commonjs' : packageType(dirname(folder));
  kinds.set(folder, kind);
  return kind;
}

const isEsm = (file) => file.endsWith('.mjs') || (file.endsWith('.js') && packageType(dirname(file)) === 'module');

/** A CommonJS file's own `import()`: Jest refuses it without a flag, `require` answers the same. */
const requireInstead =
  '((name) => Promise.resolve().then(() => { const m = require(name); return m?.__esModule ? m : { __proto__: null, ...m, default: m }; }))(';

const fingerprint = [version, readFileSync(__filename), readFileSync(join(__dirname, '.swcrc'))];

module.exports = {
  getCacheKey(source, file) {
    const hash = createHash('sha1');
    for (const part of [...fingerprint, file, source]) hash.update(part);
    return hash.digest('hex');
  },
  process(source, filename) {
    if (filename.endsWith('.ts')) return transformSync(source, { ...typescript, filename });
    if (isEsm(filename)) return transformSync(source, { ...javascript, filename });
    if (/\bimport\s*\(/.test(source)) return { code: source.replace(/(?<![.\w$'"`])import\s*\(/g, requireInstead) };
    return { code: source };
  },
};
