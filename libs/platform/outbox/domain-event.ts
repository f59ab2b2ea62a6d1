/** What survives a round through JSON unchanged; `undefined` means that a field is left out. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [field: string]: Json;
}

/**
 * Something that happened, named in the past tense. A class per event, with its payload as type and a `type` that is the same
 * for as long as rows or jobs of it may wait:
 *
 * ```ts
 * export class FeatureCreated extends DomainEvent<{ featureId: number }> {
 *   static readonly type = 'feature.created';
 * }
 * ```
 */
export abstract class DomainEvent<Payload extends JsonObject = JsonObject> {
  constructor(readonly payload: Payload) {}

  get type(): string {
    return eventType(this.constructor);
  }
}

/** A class of events. */
export interface EventClass<E extends DomainEvent = DomainEvent> {
  readonly type: string;
  readonly name: string;
  new (payload: never): E;
}

/** An event that the process can relay, and who reacts to it. */
export interface KnownEvent {
  readonly event: EventClass;
  readonly listeners: readonly string[];
}

const known = new Map<string, KnownEvent>();

/**
 * Takes note of the events that somebody reacts to.
 * @throws Error when one does not exist, has no type or has the type of another
 */
export function expectEvents(listener: string, events: readonly (EventClass | undefined)[]): void {
  for (const event of events) {
    if (event === undefined)
      throw new Error(`${listener} listens to an event that does not exist (yet: is there an import cycle?).`);
    const other = known.get(eventType(event));
    if (other && other.event !== event)
      throw new Error(`${event.name} and ${other.event.name} are both of the type "${event.type}".`);
    known.set(event.type, { event, listeners: [...(other?.listeners ?? []), listener] });
  }
}

/**
 * Takes note of all events that libs export, also of those that nobody reacts to yet.
 * @param libs their doors: `import * as features from '#features'`
 */
export function knowEventsOf(...libs: readonly object[]): void {
  for (const event of libs.flatMap((lib): unknown[] => Object.values(lib)).filter(isEventClass)) {
    if (!known.has(event.type)) known.set(event.type, { event, listeners: [] });
  }
}

const isEventClass = (value: unknown): value is EventClass =>
  typeof value === 'function' && value.prototype instanceof DomainEvent;

/** Every event that has been taken note of, by name. */
export function knownEvents(): KnownEvent[] {
  return [...known.values()].sort((one, other) => one.event.name.localeCompare(other.event.name));
}

function eventType(event: object): string {
  if ('type' in event && typeof event.type === 'string' && event.type) return event.type;
  throw new Error(`${'name' in event ? String(event.name) : 'An event'} has no static "type".`);
}
