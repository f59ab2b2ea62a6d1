import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEvents, DomainEvent } from '#platform/outbox';
import { describeJobs } from './describe.js';
import { Job } from './job.js';
import { Recurring } from './recurring.js';

class Baked extends DomainEvent<{ bread: string }> {
  static readonly type = 'spec.baked';
}

@Job({ on: [Baked] })
class SellBread {
  async perform(): Promise<void> {}
}

class Bakery {
  @Recurring({ every: 7_200_000 })
  async heat(): Promise<void> {}

  @Recurring({ cron: '0 4 * * *' })
  async clean(): Promise<void> {}
}

const SOURCE = `
/** Bread has left the oven. More about it here. */
export class Baked {}

/**
 * Puts bread on the shelf,
 * with its price: always.
 */
@Job({ on: [Baked], name: nameOf(SellBread) })
export class SellBread {}

export class Bakery {
  /** Keeps the oven hot. */
  @Recurring({ every: 7_200_000 })
  async heat(): Promise<void> {}
}
`;

describe('the reference', () => {
  const folder = mkdtempSync(join(tmpdir(), 'describe-'));
  writeFileSync(join(folder, 'bakery.ts'), SOURCE);

  it('tells of jobs and recurring work', () => {
    expect(new Bakery()).toBeDefined();
    expect(describeJobs(folder)).toEqual([
      { name: 'SellBread', on: ['Baked'], about: 'Puts bread on the shelf, with its price.' },
      { name: 'Bakery.clean', on: ['cron 0 4 * * * (UTC)'], about: '' },
      { name: 'Bakery.heat', on: ['every 2h'], about: 'Keeps the oven hot.' },
    ]);
  });

  it('tells of events and who listens', () => {
    expect(SellBread.name).toBe('SellBread');
    expect(describeEvents(folder)).toEqual([
      { name: 'Baked', type: 'spec.baked', listeners: ['SellBread'], about: 'Bread has left the oven.' },
    ]);
  });
});
