import { createHash } from 'node:crypto';
import type { Faults } from '#platform/errors';
import { escapeHtml } from '#platform/http';
import { STYLE } from './page-style.js';

/** What the form shows: what was given before, and what is wrong with it, by field. */
export interface Form {
  readonly given: ReadonlyMap<string, string>;
  readonly faults: ReadonlyMap<string, readonly string[]>;
}

/** Where things are, once somebody is there. */
export interface Places {
  readonly api: string;
  readonly dashboard: string | undefined;
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'email' | 'password';
  readonly autocomplete: string;
  readonly hint?: string;
  readonly wide?: boolean;
}

const FIELDS: readonly Field[] = [
  { name: 'first_name', label: 'First name', type: 'text', autocomplete: 'given-name' },
  { name: 'last_name', label: 'Last name', type: 'text', autocomplete: 'family-name' },
  { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username', wide: true },
  {
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'new-password',
    hint: '8 characters or more; not a common one, and unlike your name.',
    wide: true,
  },
  { name: 'password_again', label: 'The same once more', type: 'password', autocomplete: 'new-password', wide: true },
];

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is loaded and nothing runs but this one style. `same-origin` lets browsers say where a form comes from. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'same-origin',
};

export const emptyForm = (): Form => ({ given: new Map(), faults: new Map() });

/** The form again, with what was given, but for passwords, and what is to be mended. */
export function formAgain(given: Readonly<Record<string, unknown>> | undefined, faults: Faults): Form {
  const texts = FIELDS.filter(({ type }) => type !== 'password').map(({ name }): [string, string] => {
    const value = given && Object.hasOwn(given, name) ? given[name] : undefined;
    return [name, typeof value === 'string' ? value : ''];
  });
  return { given: new Map(texts), faults: new Map(faultsByField(faults)) };
}

/** Where the first account is made. */
export function setupForm(form: Form): string {
  const wrong = form.faults.size > 0;
  const firstFault = FIELDS.find(({ name }) => form.faults.has(name)) ?? FIELDS[0];
  const others = [...form.faults].filter(([name]) => !FIELDS.some((known) => known.name === name));
  const alert = wrong
    ? `<div class="alert" role="alert">Nothing has been made yet: please correct what is marked.${others
        .flatMap(([, sentences]) => sentences)
        .map((sentence) => ` ${escapeHtml(sentence)}`)
        .join('')}</div>`
    : '';
  return page(
    wrong ? 'Please correct what is marked' : 'Set up Burgee',
    `<h1>Welcome</h1>
<p class="soft">Nobody is here yet. Make the first account: it is a superuser’s, and the only one that is made on this page.</p>
${alert}
<form method="post" action="/setup/" novalidate>
${FIELDS.map((field) => input(field, form, field === firstFault)).join('\n')}
<button>Create the account</button>
</form>`,
  );
}

/** The account is there: what to do next. */
export function setupDone(email: string, { api, dashboard }: Places): string {
  const body = JSON.stringify({ email, password: '…' });
  return page(
    'Burgee is set up',
    `<h1>You are in charge</h1>
<p>The account <strong>${escapeHtml(email)}</strong> is made. Nobody can make another one on this page.</p>
${dashboard ? `<h2>In the dashboard</h2>\n<p>Log in at <a href="${escapeHtml(dashboard)}">${escapeHtml(dashboard)}</a>.</p>` : ''}
<h2>By the API</h2>
<p>It is at <code>${escapeHtml(api)}</code>, described at <a href="/api/v1/docs/">/api/v1/docs/</a>. Log in with</p>
<pre><code>${escapeHtml(`curl ${api}auth/login/ \\\n  -H 'Content-Type: application/json' \\\n  -d '${inShell(body)}'`)}</code></pre>
<p>and send the key that it answers as <code>Authorization: Token …</code>.</p>
<h2>From the command line</h2>
<p>Another superuser, or an organisation to look around in:</p>
<pre><code>npm run cli -- create-superuser somebody@example.com
npm run cli -- demo</code></pre>`,
  );
}

/** Somebody is there already; not a word about who. */
export function setupOver({ api, dashboard }: Places): string {
  const where = dashboard ?? '/api/v1/docs/';
  return page(
    'Burgee is set up already',
    `<h1>This installation is set up already</h1>
<p>The first account is there, and this page makes no other. Whoever has an account logs in at
<a href="${escapeHtml(where)}">${escapeHtml(where)}</a>; programs find the API at <code>${escapeHtml(api)}</code>.</p>
<p class="soft">Lost every way in? <code>npm run cli -- create-superuser</code> makes a superuser.</p>`,
  );
}

/** The page is turned off. */
export function setupShut(): string {
  return page(
    'Set up Burgee',
    `<h1>Nobody is here yet</h1>
<p>This page is turned off (<code>ALLOW_ADMIN_INITIATION_VIA_URL</code>). Make the first account from the command line:</p>
<pre><code>npm run cli -- create-superuser somebody@example.com</code></pre>`,
  );
}

function input(
  { name, label, type, autocomplete, hint, wide }: Field,
  { given, faults }: Form,
  focus: boolean,
): string {
  const wrong = faults.get(name) ?? [];
  const told = [...(hint ? [`${name}-hint`] : []), ...(wrong.length > 0 ? [`${name}-fault`] : [])];
  const attributes = [
    `id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required`,
    ...(type === 'password' ? [] : [`value="${escapeHtml(given.get(name) ?? '')}"`]),
    ...(told.length > 0 ? [`aria-describedby="${told.join(' ')}"`] : []),
    ...(wrong.length > 0 ? ['aria-invalid="true"'] : []),
    ...(focus ? ['autofocus'] : []),
  ];
  return `<div${wide ? ' class="wide"' : ''}>
<label for="${name}">${escapeHtml(label)}</label>
<input ${attributes.join(' ')}>
${hint ? `<p class="hint" id="${name}-hint">${escapeHtml(hint)}</p>` : ''}
${wrong.length > 0 ? `<p class="fault" id="${name}-fault">${wrong.map(escapeHtml).join(' ')}</p>` : ''}
</div>`;
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="brand"><svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true"><path fill="currentColor" d="M5 2h2.5v24H5zM9 4h16l-5.5 6L25 16H9z"/></svg>Burgee</p>
${content}
</main>
</body>
</html>
`;
}

/** Within single quotes of a shell. */
const inShell = (text: string): string => text.replaceAll("'", `'\\''`);

function faultsByField(faults: Faults): [string, string[]][] {
  if (typeof faults === 'string' || Array.isArray(faults)) return [['', sentencesIn(faults)]];
  return Object.entries(faults).map(([name, inner]) => [name, sentencesIn(inner)]);
}

function sentencesIn(faults: Faults): string[] {
  if (typeof faults === 'string') return [faults];
  return (Array.isArray(faults) ? faults : Object.values(faults)).flatMap(sentencesIn);
}
