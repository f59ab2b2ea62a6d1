import { isDue } from './due.js';

const at = (time: string) => new Date(`2026-03-01T${time}Z`);

describe('recurring work is due', () => {
  it('when its period is over, or as good as', () => {
    const schedule = { every: 60_000 };
    expect(isDue(schedule, at('10:00:00'), at('10:00:53'))).toBe(false);
    expect(isDue(schedule, at('10:00:00'), at('10:00:54'))).toBe(true);
    expect(isDue(schedule, at('10:00:00'), at('18:00:00'))).toBe(true);
  });

  it('when its hour has struck since it last began', () => {
    const schedule = { cron: '0 3 * * *' };
    expect(isDue(schedule, at('02:00:00'), at('02:59:59'))).toBe(false);
    expect(isDue(schedule, at('02:00:00'), at('03:00:00'))).toBe(true);
    expect(isDue(schedule, at('02:00:00'), at('09:00:00'))).toBe(true);
    expect(isDue(schedule, at('03:00:00.004'), at('09:00:00'))).toBe(false);
  });

  it('once, when a timer fires a moment too early', () => {
    const schedule = { cron: '* * * * *' };
    expect(isDue(schedule, at('10:00:00'), at('10:00:59.998'))).toBe(true);
    expect(isDue(schedule, at('10:00:59.998'), at('10:01:00.001'))).toBe(false);
  });
});
