import { field, pythonText } from '#platform/http';

const MAX_LENGTH = 1_000;

/** What a trait is compared with: anything at all, kept as text. // upstream: what is not text becomes Python's text of it */
export function ConditionValue(): PropertyDecorator {
  const fault = (value: unknown): string | undefined => {
    const text = pythonText(value);
    if (text.includes('\u0000')) return 'Null characters are not allowed.';
    return [...text].length > MAX_LENGTH ? `Ensure this field has no more than ${MAX_LENGTH} characters.` : undefined;
  };
  return field({ read: pythonText, fault, schema: { type: 'string', maxLength: MAX_LENGTH } }, NOT_ASKED_FOR);
}

const NOT_ASKED_FOR = { optional: true, nullable: true, description: 'left out or null: the text `None`' };
