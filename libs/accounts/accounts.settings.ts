import {
  choice,
  duration,
  integer,
  rate,
  secret,
  Setting,
  Settings,
  toggle,
  type Kind,
  type Rate,
} from '#platform/config';

/** Flagsmith writes this span in seconds; units are understood as well. */
const seconds: Kind<number> = {
  ...duration,
  name: 'duration, or seconds',
  read: (value) => duration.read(/^\d+$/.test(value) ? `${value}s` : value),
};

@Settings('Accounts')
export class UserAccountSettings {
  @Setting(
    'SECRET_KEY',
    secret,
    'signs sessions and derives tokens; the same for every process. `npm start` makes one and keeps it.',
    {
      also: ['DJANGO_SECRET_KEY'],
      required: true,
    },
  )
  readonly secretKey: string;

  @Setting('ALLOW_REGISTRATION_WITHOUT_INVITE', toggle, 'Whether anybody may sign up, or only who was invited.')
  readonly allowRegistrationWithoutInvite: boolean = true;

  @Setting('PREVENT_SIGNUP', toggle, 'Refuses every sign-up with a password.')
  readonly preventSignup: boolean = false;

  @Setting('PREVENT_EMAIL_PASSWORD', toggle, 'Refuses to log in by password, where another way is set up.')
  readonly preventEmailPassword: boolean = false;

  @Setting('ENABLE_EMAIL_ACTIVATION', toggle, 'Whether a new account waits for the link in a mail to its address.')
  readonly emailActivation: boolean = false;

  @Setting('LOGIN_THROTTLE_RATE', rate, 'Login attempts of one caller, and for one account.')
  readonly loginThrottle: Rate = { limit: 20, period: 60_000 };

  @Setting('MFA_CODE_THROTTLE_RATE', rate, 'Codes of a second factor tried by one caller, and for one account.')
  readonly codeThrottle: Rate = { limit: 5, period: 60_000 };

  @Setting('SIGNUP_THROTTLE_RATE', rate, 'Sign-ups of one caller.')
  readonly signupThrottle: Rate = { limit: 10_000, period: 60_000 };

  @Setting('PASSWORD_RESET_THROTTLE_RATE', rate, 'Requests for a link by mail of one caller.')
  readonly resetThrottle: Rate = { limit: 20, period: 60_000 };

  @Setting('MAX_PASSWORD_RESET_EMAILS', integer(1, 1_000), 'Links of one kind that are mailed to an account at most …')
  readonly linkMails: number = 5;

  @Setting('PASSWORD_RESET_EMAIL_COOLDOWN', seconds, '… in this time; seven days at most.')
  readonly linkMailsPeriod: number = 86_400_000;

  @Setting(
    'LAST_LOGIN_UPDATE_THRESHOLD_MINUTES',
    integer(0, 525_600),
    'How many minutes go by before a visit is noted again as the last one.',
  )
  readonly seenEveryMinutes: number = 30;

  @Setting('COOKIE_AUTH_ENABLED', toggle, 'Keeps the session in a cookie instead of handing out a token.')
  readonly cookieAuth: boolean = false;

  @Setting('USE_SECURE_COOKIES', toggle, 'Cookies over HTTPS only.')
  readonly secureCookies: boolean = true;

  @Setting('COOKIE_SAME_SITE', choice('none', 'lax', 'strict'), 'SameSite of the session cookie.')
  readonly cookieSameSite: 'none' | 'lax' | 'strict' = 'none';

  @Setting('SESSION_LIFETIME', duration, 'How long a session cookie or bearer token is good for.')
  readonly sessionLifetime: number = 36_000_000;
}
