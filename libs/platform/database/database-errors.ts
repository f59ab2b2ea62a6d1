import { QueryFailedError } from 'typeorm';
import { Conflict, Invalid, type DomainError } from '#platform/errors';

const byConstraint = new Map<string, () => DomainError>();

/** Says what breaking a constraint of the schema means to the caller. Declared beside the entity. */
export function onConstraint(name: string, error: () => DomainError): void {
  byConstraint.set(name, error);
}

/** The domain error behind a failed statement, or undefined where it is a fault of ours. */
export function translateDatabaseError(error: unknown): DomainError | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code, constraint } = { code: undefined, constraint: undefined, ...error.driverError };
  // class 23: an integrity constraint is broken; other errors may name an index too
  const declared = String(code).startsWith('23') ? byConstraint.get(String(constraint)) : undefined;
  if (declared) return declared();
  switch (String(code)) {
    case '22021':
    case '22P05':
      return Invalid.whole('Null characters are not allowed.');
    case '54000':
      return Invalid.whole('A value is too long to be stored.');
    case '22P02':
      return Invalid.whole('A text holds half of a character.');
    case '22003':
      return Invalid.whole('A valid integer is required.');
    case '22001':
      return Invalid.whole('A value is too long.');
    case '40001':
    case '40P01':
      return new Conflict('Somebody else changed the same thing at the same time. Please try again.');
    default:
      return undefined;
  }
}
