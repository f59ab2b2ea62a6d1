import type { Kind } from './kinds.js';
import { declaredSettings } from './settings.js';

/** One row of the settings reference. */
export interface SettingDescription {
  readonly group: string;
  readonly variable: string;
  readonly kind: string;
  readonly default: string;
  readonly about: string;
}

/** Every declared setting, for the generated reference. */
export function describeSettings(): SettingDescription[] {
  return declaredSettings().flatMap(({ type, title, settings }) => {
    const defaults = new type();
    return settings.map(({ property, variable, kind, about }) => ({
      group: title,
      variable,
      kind: kind.name,
      default: written<unknown>(Reflect.get(defaults, property), kind),
      about,
    }));
  });
}

function written<T>(value: T | undefined, { write = String }: Kind<T>): string {
  return value === undefined ? '–' : write(value);
}
