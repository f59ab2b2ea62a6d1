import { newTotpSecret, totpLink, totpStep } from './totp.js';

// RFC 6238, appendix B: the secret "12345678901234567890"; at 59 s the code is 94287082, of which an app shows the last six.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a one-time code', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [20_000_000_000, '353130', 666_666_666],
  ])('is the one of the RFC at %d s', (seconds, code, step) => {
    expect(totpStep(SECRET, code, seconds * 1_000)).toBe(step);
  });

  it('counts for 90 seconds', () => {
    const steps = [0, 29, 30, 59, 60, 89, 90].map((seconds) => totpStep(SECRET, '287082', seconds * 1_000));
    expect(steps).toEqual([1, 1, 1, 1, 1, 1, undefined]);
  });

  it.each(['', '28708', '2870820', 'abcdef', '287082 ', '-87082', '２８７０８２'])('is not %j', (code) => {
    expect(totpStep(SECRET, code, 59_000)).toBeUndefined();
  });
});

describe('a secret', () => {
  it('has 160 random bits, in Base32', () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(newTotpSecret());
  });

  it('goes into the app by a link', () => {
    expect(totpLink(SECRET, 'ada+flags@example.com')).toBe(
      `otpauth://totp/Flagsmith:ada%2Bflags%40example.com?secret=${SECRET}&issuer=Flagsmith`,
    );
  });
});
