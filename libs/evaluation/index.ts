export { compileEnvironment } from './compile.js';
export type {
  CompilableFeature,
  CompilableSegment,
  CompiledEnvironment,
  Environment,
  EvaluatedIdentity,
  Outcome,
} from './compile.js';
export type { Condition } from './conditions.js';
export { InvalidContext } from './context.js';
export { evaluate, parseContext, stringifyResult } from './evaluate.js';
export type { EvaluationResult, FlagResult, SegmentResult } from './evaluate.js';
export { bucket } from './hashing.js';
export { Float } from './json.js';
export { InvalidJson, parseJson } from './json-parser.js';
export { stringifyJson } from './json-writer.js';
export type { Dictionary, Json, Scalar } from './json.js';
export { isExpressiblePattern } from './patterns.js';
export { floatText } from './numbers.js';
export type { Rule } from './rules.js';
