/** Something the caller asked for went wrong in a way the domain knows. The http part turns these into answers. */
export abstract class DomainError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

/** The thing does not exist, or not for this caller. `of('Project')` is the sentence for a missed look-up. */
export class NotFound extends DomainError {
  constructor(
    message = 'Not found.',
    /** The field of the answer that the sentence stands in. */
    readonly field: 'detail' | 'message' = 'detail',
  ) {
    super(message);
  }

  static of(model: string): NotFound {
    return new NotFound(`No ${model} matches the given query.`);
  }
}

/** The caller is known and may not. */
export class Denied extends DomainError {
  constructor(message = 'You do not have permission to perform this action.') {
    super(message);
  }
}

/** Nobody is signed in, or the credential is no good. */
export class Unauthenticated extends DomainError {
  constructor(
    message = 'Authentication credentials were not provided.',
    /** The field of the answer that the sentence stands in. */
    readonly field: 'detail' | 'error' | 'message' = 'detail',
  ) {
    super(message);
  }
}

/** The state of things does not allow it; `code` is what a program can tell it by. */
export class Conflict extends DomainError {
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

/** Too many of these; try again after `retryAfter` seconds. */
export class Throttled extends DomainError {
  constructor(readonly retryAfter: number) {
    super(`Request was throttled. Expected available in ${retryAfter} second${retryAfter === 1 ? '' : 's'}.`);
  }
}

/** A thing that is there, asked for something that is never done to it. */
export class WrongVerb extends DomainError {
  constructor(
    verb: string,
    readonly allowed: readonly string[],
  ) {
    super(`Method "${verb}" not allowed.`);
  }
}

/** Sentences by field, nested as the input is nested; a bare list speaks of the whole. */
export type Faults = string | string[] | FaultTree | Faults[];
export interface FaultTree {
  [field: string]: Faults;
}

/** The input is not acceptable. */
export class Invalid extends DomainError {
  constructor(readonly faults: Faults) {
    super(`invalid input: ${JSON.stringify(faults)}`);
  }

  static field(name: string, ...sentences: string[]): Invalid {
    return new Invalid({ [name]: sentences });
  }

  /** A field that refers to something that is not there, or not for this caller. */
  static reference(field: string, key: number | string): Invalid {
    return Invalid.field(field, `Invalid pk "${key}" - object does not exist.`);
  }

  /** A fault that no single field has. */
  static whole(...sentences: string[]): Invalid {
    return new Invalid({ non_field_errors: sentences });
  }

  /** A bare list of sentences: `["…"]`. */
  static list(...sentences: string[]): Invalid {
    return new Invalid(sentences);
  }
}

/** The input is refused with one sentence under `detail`. */
export class Refused extends DomainError {
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}
