import { duration, rate, secret, Setting, Settings, toggle, type Rate, choice } from '#platform/config';

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

  @Setting('ALLOW_REGISTRATION_WITHOUT_INVITE', toggle, 'Whether anybody may sign up.')
  readonly allowRegistrationWithoutInvite: boolean = true;

  @Setting('PREVENT_SIGNUP', toggle, 'Refuses every sign-up.')
  readonly preventSignup: boolean = false;

  @Setting('PREVENT_EMAIL_PASSWORD', toggle, 'Refuses to log in by password, where another way is set up.')
  readonly preventEmailPassword: boolean = false;

  @Setting('LOGIN_THROTTLE_RATE', rate, 'Login attempts for one address.')
  readonly loginThrottle: Rate = { limit: 20, period: 60_000 };

  @Setting('SIGNUP_THROTTLE_RATE', rate, 'Sign-ups from one address.')
  readonly signupThrottle: Rate = { limit: 10_000, period: 60_000 };

  @Setting('COOKIE_AUTH_ENABLED', toggle, 'Keeps the session in a cookie instead of handing out a token.')
  readonly cookieAuth: boolean = false;

  @Setting('USE_SECURE_COOKIES', toggle, 'Cookies over HTTPS only.')
  readonly secureCookies: boolean = true;

  @Setting('COOKIE_SAME_SITE', choice('none', 'lax', 'strict'), 'SameSite of the session cookie.')
  readonly cookieSameSite: 'none' | 'lax' | 'strict' = 'none';

  @Setting('SESSION_LIFETIME', duration, 'How long a session cookie or bearer token is good for.')
  readonly sessionLifetime: number = 36_000_000;
}
