import { DiscoveryService } from '@nestjs/core';
import { expectEvents, type EventClass } from './domain-event.js';

/** What `@Within` leaves on a method. */
export const WithinMark = DiscoveryService.createDecorator<readonly EventClass[]>();

type Reaction<Classes extends readonly EventClass[]> = (event: InstanceType<Classes[number]>) => Promise<void>;

/**
 * A method of a provider that runs when one of these events is published, at once and in the same transaction: for what must
 * be true when the request returns. It may query and publish; it never calls the outside world.
 */
export function Within<const Classes extends readonly EventClass[]>(...events: Classes) {
  return (target: object, method: string, descriptor: TypedPropertyDescriptor<Reaction<Classes>>): void => {
    expectEvents(`${target.constructor.name}.${method}`, events);
    WithinMark(events)(target, method, descriptor);
  };
}
