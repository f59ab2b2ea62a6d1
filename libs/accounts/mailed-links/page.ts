import { escapeHtml } from '#platform/http';

/** A field of a form, with its words. */
export interface PageField {
  readonly name: string;
  readonly label: string;
  readonly type: 'password' | 'email';
}

/** One page with at most one form, which is sent to where the page came from. */
export interface Page {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly fields?: readonly PageField[];
  /** What the button says; without one there is no form. */
  readonly button?: string;
}

/** Needs no script, loads nothing, and may be in no frame. The address of the page, with its token, is told to nobody. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** The page as HTML. Everything that it says is escaped. */
export function render({ title, sentences, fields = [], button }: Page): string {
  const form = button
    ? `<form method="post">\n${fields.map(input).join('\n')}\n<button>${escapeHtml(button)}</button>\n</form>`
    : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style>body{font:1rem/1.5 sans-serif;max-width:26em;margin:4em auto;padding:0 1em}input{width:100%;padding:.5em;
box-sizing:border-box}label{display:block;margin:1em 0}button{padding:.5em 1.5em;font:inherit}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join('\n')}
${form}
</body>
</html>
`;
}

const input = ({ name, label, type }: PageField): string => {
  const complete = type === 'password' ? 'new-password' : 'email';
  const attributes = `name="${name}" type="${type}" autocomplete="${complete}" required`;
  return `<label>${escapeHtml(label)}<input ${attributes}></label>`;
};
