export { describeEvents, type EventDescription } from './describe.js';
export {
  DomainEvent,
  expectEvents,
  knowEventsOf,
  type EventClass,
  type Json,
  type JsonObject,
} from './domain-event.js';
export { firstSentences } from './first-sentences.js';
export { Events } from './events.js';
export { markedMethods, type MarkedMethod } from './marked-methods.js';
export { OutboxModule } from './outbox.module.js';
export { EventSink, Relay, type StoredEvent } from './relay.js';
export { Within } from './within.js';
