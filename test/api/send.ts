import type { Actor } from './actor.js';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** One request to a path that is put together by the spec, whatever it is called in the document. */
export async function send(
  actor: Actor,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer> {
  const call: unknown = Reflect.get(actor, method);
  if (typeof call !== 'function') throw new Error(method);
  const result: { response: Response; data?: unknown; error?: unknown } = await call(path, body && { body });
  return { status: result.response.status, body: result.data ?? result.error };
}

/** A field of an answer that is a number, such as its `id`; 0 where there is none. */
export function numberIn(value: unknown, field = 'id'): number {
  return typeof value === 'object' && value !== null ? Number(Reflect.get(value, field) ?? 0) : 0;
}

/** A field of an answer that is a text; empty where there is none. */
export function textIn(value: unknown, field: string): string {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
  return typeof text === 'string' ? text : '';
}
