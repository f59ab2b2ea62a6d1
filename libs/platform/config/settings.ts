import { readFileSync } from 'node:fs';
import type { Kind } from './kinds.js';

type SettingsClass<T extends object = object> = new () => T;

interface Declared {
  readonly property: string;
  readonly variable: string;
  readonly kind: Kind<unknown>;
  readonly about: string;
}

interface Options {
  /** Other names the same setting is known by, the first that is set counts. */
  readonly also?: readonly string[];
  /** Whether the process refuses to start without it. */
  readonly required?: boolean;
}

const groups = new Map<SettingsClass, string>();
const declarations = new Map<object, (Declared & Options)[]>();

/** Marks a class of settings; `title` heads its table in the reference. */
export function Settings(title: string) {
  return (target: SettingsClass): void => {
    groups.set(target, title);
  };
}

/**
 * A property read from an environment variable. The property's initial value is the default; without one the setting is
 * optional (`undefined`). `NAME_FILE` may name a file that holds the value, for secrets mounted as files.
 */
export function Setting<T>(variable: string, kind: Kind<T>, about: string, options: Options = {}) {
  return <K extends string>(target: { [P in K]?: T }, property: K): void => {
    const own = declarations.get(target) ?? [];
    own.push({ property, variable, kind, about, ...options });
    declarations.set(target, own);
  };
}

/** All classes of settings that have been imported, with their titles and declarations. */
export function declaredSettings(): {
  type: SettingsClass;
  title: string;
  settings: readonly (Declared & Options)[];
}[] {
  return [...groups].map(([type, title]) => ({ type, title, settings: declarations.get(type.prototype) ?? [] }));
}

/** Every setting that is wrong, one sentence each. */
export class InvalidSettings extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/**
 * Reads every declared class from the environment.
 * @throws InvalidSettings naming all faults at once
 */
export function loadSettings(env: NodeJS.ProcessEnv = process.env): Map<SettingsClass, object> {
  const faults: string[] = [];
  const loaded = new Map<SettingsClass, object>();
  for (const { type, settings } of declaredSettings()) {
    const values = new type();
    for (const setting of settings) {
      const outcome = readSetting(setting, env);
      if ('fault' in outcome) faults.push(outcome.fault);
      else if (outcome.value !== undefined) Reflect.set(values, setting.property, outcome.value);
    }
    loaded.set(type, Object.freeze(values));
  }
  if (faults.length > 0) throw new InvalidSettings(faults);
  return loaded;
}

function readSetting(setting: Declared & Options, env: NodeJS.ProcessEnv): { value: unknown } | { fault: string } {
  const { variable, kind } = setting;
  const given = [variable, ...(setting.also ?? [])].find((name) => env[name] || env[`${name}_FILE`]);
  if (given === undefined)
    return setting.required ? { fault: `${variable} must be set: ${setting.about}` } : { value: undefined };
  try {
    const raw = env[given] || readFileSync(env[`${given}_FILE`] ?? '', 'utf8').trimEnd();
    return { value: kind.read(raw.trim()) };
  } catch (error) {
    if (env[given] === undefined)
      return { fault: `${given}_FILE names a file that cannot be read: ${env[`${given}_FILE`]}` };
    const seen = kind.secret ? 'its value is not' : `"${env[given]}" is not`;
    return { fault: `${given} must be ${error instanceof Error ? error.message : 'valid'}; ${seen}.` };
  }
}
