import type { Ask } from './requests.js';

export interface Answered {
  readonly status: number;
  /** Those that may differ between two answers to the same request are left out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const EACH_ITS_OWN = new Set(['date', 'x-request-id', 'connection', 'keep-alive']);

/** One request to the running server. Of an answer that goes on for ever, its head. */
export async function answerTo(
  base: string,
  { method, url, body }: Ask,
  headers: Readonly<Record<string, string>>,
): Promise<Answered> {
  const response = await fetch(base + url, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body } : {}),
  });
  const endless = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (endless) await response.body?.cancel();
  return {
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => !EACH_ITS_OWN.has(name))),
    body: endless ? '' : await response.text(),
  };
}
