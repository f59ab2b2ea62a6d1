export { DomainEvent, expectEvents, knownEvents, type EventClass, type Json, type JsonObject } from './domain-event.js';
export { Events } from './events.js';
export { OutboxModule } from './outbox.module.js';
export { EventSink, Relay, type StoredEvent } from './relay.js';
export { Within } from './within.js';
