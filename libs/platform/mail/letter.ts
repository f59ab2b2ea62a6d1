import { escapeHtml } from '#platform/http';
import type { Mail } from './mailer.js';

/** What a mail says, before it is text and HTML. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** The first name of the reader, where it is known. */
  readonly name?: string;
  readonly before: readonly string[];
  readonly link?: { readonly title: string; readonly url: string };
  readonly after?: readonly string[];
}

/** Names that people gave themselves are repeated only where they look like one: nobody shall advertise in our mails. */
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}' -]{0,59}$/u;

/** Writes a letter as text and as HTML. What stands in it is text: markup in it is escaped. */
export function compose({ to, subject, name = '', before, link, after = [] }: Letter): Mail {
  const greeting = NAME.test(name) ? `Hello ${name},` : 'Hello,';
  const text = [greeting, ...before, ...(link ? [link.url] : []), ...after].join('\n\n');
  const paragraphs = [greeting, ...before].map(paragraph);
  const anchor = link ? [`<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.title)}</a></p>`] : [];
  const address = link ? [paragraph(`Or open this address: ${link.url}`)] : [];
  const body = [...paragraphs, ...anchor, ...address, ...after.map(paragraph)].join('\n');
  return { to, subject, text: `${text}\n`, html: page(subject, body) };
}

const paragraph = (value: string): string => `<p>${escapeHtml(value)}</p>`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body style="font-family: sans-serif; max-width: 36em; margin: 2em auto; line-height: 1.5">
${body}
</body>
</html>
`;
