import type { FieldType } from '../fields/metadata-field.entity.js';

const CHECKS: Readonly<Record<FieldType, (value: string) => boolean>> = {
  // what Python's int() reads
  int: (value) => /^[+-]?\p{Nd}+(_\p{Nd}+)*$/u.test(value.trim()),
  bool: (value) => /^(true|false)$/i.test(value),
  url: (value) => /^[a-z][a-z\d+.-]*:\/\/[^/?#]/i.test(value),
  str: () => true,
  multiline_str: () => true,
};

/** Whether a text can be the value of a field of that type. */
export const isFieldValue = (type: FieldType, value: string): boolean => CHECKS[type](value);
