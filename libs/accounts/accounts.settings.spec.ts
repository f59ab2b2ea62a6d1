import { loadSettings } from '#platform/config';
import { UserAccountSettings } from './accounts.settings.js';

const period = (text?: string): number | undefined => {
  const settings = loadSettings({ SECRET_KEY: 'only for specs', PASSWORD_RESET_EMAIL_COOLDOWN: text });
  const accounts = settings.get(UserAccountSettings);
  return accounts instanceof UserAccountSettings ? accounts.linkMailsPeriod : undefined;
};

describe('the time in which mailed links are counted', () => {
  it.each([
    [undefined, 86_400_000],
    ['3600', 3_600_000],
    ['2h', 7_200_000],
  ])('is, given %s, %d ms', (text, expected) => {
    expect(period(text)).toBe(expected);
  });

  it('is a span of time', () => {
    expect(() => period('soon')).toThrow('PASSWORD_RESET_EMAIL_COOLDOWN must be a duration such as');
  });
});
