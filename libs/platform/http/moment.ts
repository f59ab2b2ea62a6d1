/** A moment on the wire, as upstream writes it: without a fraction where there is none. */
export function toMoment(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
