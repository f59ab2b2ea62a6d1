import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  choice,
  duration,
  InvalidSettings,
  loadSettings,
  port,
  rate,
  secret,
  Setting,
  Settings,
  text,
  toggle,
  url,
} from './index.js';

@Settings('Sample')
class SampleSettings {
  @Setting('SAMPLE_PORT', port, 'where it listens')
  readonly port: number = 8000;

  @Setting('SAMPLE_URL', url(['postgres', 'postgresql'], true), 'where the data is')
  readonly url?: string;

  @Setting('SAMPLE_SECRET', secret, 'signs tokens')
  readonly secret?: string;

  @Setting('SAMPLE_ON', toggle, 'on or off')
  readonly on: boolean = false;

  @Setting('SAMPLE_LEVEL', choice('info', 'warn'), 'how much')
  readonly level: 'info' | 'warn' = 'info';

  @Setting('SAMPLE_WAIT', duration, 'how long')
  readonly wait: number = 1_000;

  @Setting('SAMPLE_RATE', rate, 'how often')
  readonly rate: { limit: number; period: number } = { limit: 20, period: 60_000 };

  @Setting('SAMPLE_NAME', text, 'what it is called', { also: ['OLD_SAMPLE_NAME'] })
  readonly name: string = 'sample';
}

const read = (env: NodeJS.ProcessEnv) => loadSettings(env).get(SampleSettings);
const faultsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    read(env);
    return [];
  } catch (error) {
    return error instanceof InvalidSettings ? error.faults : [String(error)];
  }
};

describe('settings', () => {
  it('keeps the defaults where nothing is set, also for an empty value', () => {
    expect(read({ SAMPLE_PORT: '' })).toEqual(new SampleSettings());
  });

  it('reads each kind', () => {
    const env = {
      SAMPLE_PORT: '81',
      SAMPLE_URL: 'postgres://burgee@/flags?host=%2Ftmp',
      SAMPLE_ON: 'TRUE',
      SAMPLE_LEVEL: 'warn',
      SAMPLE_WAIT: '5m',
      SAMPLE_RATE: '5/min',
      OLD_SAMPLE_NAME: 'other',
    };
    expect(read(env)).toMatchObject({
      port: 81,
      url: 'postgres://burgee@/flags?host=%2Ftmp',
      on: true,
      level: 'warn',
      wait: 300_000,
      rate: { limit: 5, period: 60_000 },
      name: 'other',
    });
  });

  it('names all faults at once, one sentence each', () => {
    expect(faultsOf({ SAMPLE_PORT: '70000', SAMPLE_LEVEL: 'loud', SAMPLE_ON: 'maybe' })).toEqual([
      'SAMPLE_PORT must be a whole number from 1 to 65535; "70000" is not.',
      'SAMPLE_ON must be true or false; "maybe" is not.',
      'SAMPLE_LEVEL must be one of info, warn; "loud" is not.',
    ]);
  });

  it('never repeats the value of a secret', () => {
    expect(faultsOf({ SAMPLE_URL: 'mysql://root:hunter2@db/x' })).toEqual([
      'SAMPLE_URL must be a URL that begins with postgres:// or postgresql://; its value is not.',
    ]);
  });

  it('reads NAME_FILE, and says when it cannot', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'secret');
    writeFileSync(file, 'from a file\n');
    expect(read({ SAMPLE_SECRET_FILE: file })).toMatchObject({ secret: 'from a file' });
    expect(faultsOf({ SAMPLE_SECRET_FILE: '/nowhere' })).toEqual([
      'SAMPLE_SECRET_FILE names a file that cannot be read: /nowhere',
    ]);
  });
});
