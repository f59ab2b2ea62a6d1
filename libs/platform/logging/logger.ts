import { pino, type DestinationStream, type Logger } from 'pino';
import type { LoggingSettings } from './logging.settings.js';

/** Whatever is called like this anywhere in what is logged is a secret. */
const SECRET_KEYS = [
  'password',
  'secret',
  'token',
  'key',
  'api_key',
  'authorization',
  'cookie',
  'x-environment-key',
  'new_password',
  'current_password',
];

const CREDENTIAL = /(\/\/[^/\s:@]*:)[^@\s/]+@|\b(Token|Api-Key|Bearer)\s+[\w.~+/=-]+|\bser\.\w+/gi;

/** A pino logger that writes JSON lines. Secrets are removed by name, credentials in texts by shape. */
export function createLogger({ level }: LoggingSettings, name: string, to: DestinationStream = process.stdout): Logger {
  return pino(
    {
      name,
      level,
      redact: {
        paths: SECRET_KEYS.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]),
        censor: '[secret]',
      },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args;
          const clean = typeof first === 'string' ? withoutCredentials(first) : first;
          Reflect.apply(method, this, [
            clean,
            ...rest.map((one: unknown) => (typeof one === 'string' ? withoutCredentials(one) : one)),
          ]);
        },
      },
      serializers: { err: (error: unknown) => (error instanceof Error ? errorFields(error) : error) },
    },
    to,
  );
}

function errorFields(error: Error): object {
  return { type: error.name, message: withoutCredentials(error.message), stack: withoutCredentials(error.stack ?? '') };
}

function withoutCredentials(text: string): string {
  return text.replace(CREDENTIAL, (match, beforePassword: string | undefined, scheme: string | undefined) =>
    beforePassword ? `${beforePassword}[secret]@` : scheme ? `${scheme} [secret]` : 'ser.[secret]',
  );
}
