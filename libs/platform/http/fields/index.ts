export { Anything, Dictionary, Ints, ListOf, Nested, pythonTypeName, Scalar, Texts } from './composites.js';
export { Bool, Choice, DateTime, Email, Int, INT32_MAX, Num, Text, Uuid } from './scalars.js';
export { field, type FieldKind, type FieldOptions } from './field.js';
