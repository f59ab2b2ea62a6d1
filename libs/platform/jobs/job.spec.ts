import { DomainEvent, type EventClass } from '#platform/outbox';
import { declaredJobs, Job } from './job.js';

class Painted extends DomainEvent<{ colour: string }> {
  static readonly type = 'spec.painted';
}

@Job({ on: [Painted] })
class AdmirePainting {
  async perform(_painting: Painted['payload']): Promise<void> {}
}

describe('@Job', () => {
  it('is called like its class', () => {
    expect(declaredJobs()).toContainEqual({ name: 'AdmirePainting', type: AdmirePainting, on: [Painted] });
  });

  it('has a name of its own', () => {
    expect(() => {
      @Job({ name: 'AdmirePainting' })
      class CopyPainting {
        async perform(): Promise<void> {}
      }
      return CopyPainting;
    }).toThrow('There are two jobs called AdmirePainting.');
  });

  it('has a name that can be part of an id', () => {
    expect(() => {
      @Job({ name: 'copy:painting' })
      class CopyPainting {
        async perform(): Promise<void> {}
      }
      return CopyPainting;
    }).toThrow('"copy:painting" cannot be the name of a job.');
  });

  it('listens to events that exist', () => {
    const missing: EventClass[] = [Painted];
    missing.pop();
    missing.length = 1;
    expect(() => {
      @Job({ on: missing })
      class BurnPainting {
        async perform(): Promise<void> {}
      }
      return BurnPainting;
    }).toThrow('BurnPainting listens to an event that does not exist (yet: is there an import cycle?).');
  });
});
