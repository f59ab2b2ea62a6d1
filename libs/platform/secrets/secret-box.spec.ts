import { SecretBox } from './index.js';

describe('a sealed secret', () => {
  const box = new SecretBox('key of the installation', 'mfa');

  it('can be opened again, for its owner', () => {
    expect(box.open(box.seal('JBSWY3DPEHPK3PXP', 'user:1'), 'user:1')).toBe('JBSWY3DPEHPK3PXP');
  });

  it('looks different each time, and does not show the secret', () => {
    const [one, other] = [box.seal('secret', 'user:1'), box.seal('secret', 'user:1')];
    expect(one.equals(other)).toBe(false);
    expect(one.toString('latin1')).not.toContain('secret');
  });

  it('is closed to another owner, key and purpose, and when it was changed', () => {
    const sealed = box.seal('secret', 'user:1');
    const changed = Buffer.from(sealed);
    changed[sealed.length - 1] = (changed[sealed.length - 1] ?? 0) ^ 1;
    const older = Buffer.concat([Buffer.of(9), sealed.subarray(1)]);
    expect(() => box.open(sealed, 'user:2')).toThrow();
    expect(() => new SecretBox('another key', 'mfa').open(sealed, 'user:1')).toThrow();
    expect(() => new SecretBox('key of the installation', 'webhooks').open(sealed, 'user:1')).toThrow();
    expect(() => box.open(changed, 'user:1')).toThrow();
    expect(() => box.open(older, 'user:1')).toThrow('sealed in a way that is not known');
  });
});
