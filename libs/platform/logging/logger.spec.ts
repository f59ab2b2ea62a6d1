import { createLogger } from './logger.js';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ level: 'info' }, 'spec', { write: (line: string) => lines.push(line) }));
  return lines.join('');
}

describe('what is logged', () => {
  it('never holds a secret that is called one, however deep', () => {
    const text = logged((log) =>
      log.info(
        { password: 'hunter2', request: { headers: { authorization: 'Token abc', 'x-environment-key': 'ser.xyz' } } },
        'hello',
      ),
    );
    expect(text).toContain('hello');
    for (const secret of ['hunter2', 'abc', 'xyz']) expect(text).not.toContain(secret);
  });

  it('never holds a credential inside a text or an error', () => {
    const error = new Error('cannot reach postgres://burgee:hunter2@db/flags');
    const text = logged((log) => {
      log.error({ err: error }, 'sent Authorization: Api-Key abcdefgh.secret1');
      log.info('key ser.qwertz');
    });
    for (const secret of ['hunter2', 'secret1', 'qwertz']) expect(text).not.toContain(secret);
    expect(text).toContain('postgres://burgee:[secret]@db/flags');
  });
});
