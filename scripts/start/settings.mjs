import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, FAULTY_SETTING } from './fault.mjs';

/** The settings that the start itself needs, from the environment and `.env`; the environment wins. The apps check the rest. */
export function readSettings(root) {
  loadDotEnv(join(root, '.env'));
  return {
    port: portFrom(valueOf('PORT') ?? '8000'),
    host: valueOf('HOST') ?? '0.0.0.0',
    dataDir: valueOf('DATA_DIR') ?? join(root, '.data'),
    databaseUrl: urlFrom('DATABASE_URL', ['postgres', 'postgresql']),
    redisUrl: urlFrom('REDIS_URL', ['redis', 'rediss']),
    hasMail: ['EMAIL_BACKEND', 'EMAIL_HOST', 'SENDGRID_API_KEY'].some((name) => valueOf(name) !== undefined),
    hasSecretKey: (valueOf('SECRET_KEY') ?? valueOf('DJANGO_SECRET_KEY')) !== undefined,
  };
}

function loadDotEnv(file) {
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new Fault(`${file} cannot be read (${error.code}): correct its permissions or remove it.`, FAULTY_SETTING);
  }
}

/** As the apps read it: an empty value is none, and NAME_FILE may name a file that holds it. */
function valueOf(name) {
  if (process.env[name]) return process.env[name].trim();
  const file = process.env[`${name}_FILE`];
  if (!file) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Fault(`${name}_FILE names a file that cannot be read: ${file}`, FAULTY_SETTING);
  }
}

function portFrom(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Fault(`PORT must be a whole number from 1 to 65535; "${text}" is not.`, FAULTY_SETTING);
}

/** Its value may hold a password: it is never repeated. */
function urlFrom(name, schemes) {
  const value = valueOf(name);
  if (value === undefined) return undefined;
  const scheme = /^([a-z]+):\/\//i.exec(value)?.[1].toLowerCase();
  if (schemes.includes(scheme) && URL.canParse(withHost(value))) return value;
  const begins = schemes.map((one) => `${one}://`).join(' or ');
  throw new Fault(`${name} must be a URL that begins with ${begins}; its value is not.`, FAULTY_SETTING);
}

/** A URL of a socket has no host, which the URL parser refuses. */
export const withHost = (url) => url.replace('@/', '@localhost/').replace(':///', '://localhost/');
