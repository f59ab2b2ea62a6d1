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
      default: written(Reflect.get(defaults, property)),
      about,
    }));
  });
}

function written(value: unknown): string {
  if (value === undefined) return '–';
  if (typeof value === 'object' && value !== null && 'limit' in value && 'period' in value)
    return `${String(value.limit)} per ${String(value.period)} ms`;
  return String(value);
}
