import { knownEvents } from './domain-event.js';
import { DomainEvent, expectEvents, knowEventsOf, Within } from './index.js';

class Planted extends DomainEvent<{ seed: string }> {
  static readonly type = 'spec.planted';
}

describe('an event', () => {
  it('knows its type', () => {
    expect(new Planted({ seed: 'oak' }).type).toBe('spec.planted');
  });

  it('cannot have the type of another', () => {
    class Felled extends DomainEvent {
      static readonly type = 'spec.planted';
    }
    expectEvents('Gardener', [Planted]);
    expect(() => expectEvents('Lumberjack', [Felled])).toThrow(
      'Felled and Planted are both of the type "spec.planted".',
    );
  });

  it('must exist where it is listened to', () => {
    expect(() => expectEvents('Gardener.water', [undefined])).toThrow(
      'Gardener.water listens to an event that does not exist (yet: is there an import cycle?).',
    );
  });

  it('is known when a lib exports it, with or without listeners', () => {
    class Sown extends DomainEvent {
      static readonly type = 'spec.sown';
    }
    expectEvents('Farmer', [Planted]);
    knowEventsOf({ Sown, Planted, sow: () => undefined, DomainEvent, seeds: 3 });
    expect(knownEvents()).toEqual([
      { event: Planted, listeners: expect.arrayContaining(['Farmer']) },
      { event: Sown, listeners: [] },
    ]);
  });

  it('must have a type', () => {
    class Typeless extends DomainEvent {
      static readonly type: string = '';
    }
    expect(() => expectEvents('Gardener', [Typeless])).toThrow('Typeless has no static "type".');
  });

  it('is listened to by a method', () => {
    class Gardener {
      readonly watered: string[] = [];

      @Within(Planted)
      async water(event: Planted): Promise<void> {
        this.watered.push(event.payload.seed);
      }
    }
    expect(new Gardener().watered).toEqual([]);
  });
});
