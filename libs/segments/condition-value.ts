import { field } from '#platform/http';

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

/** What Python's `str()` makes of a JSON value. */
export function pythonText(value: unknown): string {
  return typeof value === 'string' ? value : representation(value);
}

function representation(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(representation).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const members = Object.entries(value).map(([key, member]) => `${quoted(key)}: ${representation(member)}`);
  return `{${members.join(', ')}}`;
}

/** In single quotes, unless only those occur inside. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
}
