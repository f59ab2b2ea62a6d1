import { secret, Setting, Settings, text, toggle, url } from '#platform/config';

const WEB = url(['https', 'http']);

@Settings('Signing in by others')
export class SsoSettings {
  @Setting('GOOGLE_CLIENT_ID', text, 'Whom tokens of Google have to be for. Without it nobody signs in with Google.')
  readonly googleClientId?: string;

  @Setting('GOOGLE_API_URL', WEB, 'Where Google says whose a token is.')
  readonly googleApi: string = 'https://www.googleapis.com';

  @Setting('GITHUB_CLIENT_ID', text, 'As which OAuth app people sign in with GitHub. Without it nobody does.')
  readonly githubClientId?: string;

  @Setting('GITHUB_CLIENT_SECRET', secret, 'The secret of that app.')
  readonly githubClientSecret?: string;

  @Setting(
    'GITHUB_OAUTH_URL',
    WEB,
    'Where GitHub exchanges codes; `https://<host>/login/oauth` of a server of your own.',
  )
  readonly githubOAuth: string = 'https://github.com/login/oauth';

  @Setting(
    'GITHUB_OAUTH_API_URL',
    WEB,
    'Where GitHub says whose a token is; `https://<host>/api/v3` of your own server.',
  )
  readonly githubApi: string = 'https://api.github.com';

  @Setting('OIDC_ISSUER', WEB, 'A provider of OpenID Connect by which people sign in. Without it nobody does.')
  readonly oidcIssuer?: string;

  @Setting('OIDC_CLIENT_ID', text, 'What the provider calls this installation.')
  readonly oidcClientId?: string;

  @Setting('OIDC_CLIENT_SECRET', secret, 'Without it this installation is a public client.')
  readonly oidcClientSecret?: string;

  @Setting('OIDC_SCOPES', text, 'What the provider is asked for.')
  readonly oidcScopes: string = 'openid email profile';

  @Setting('OIDC_GROUPS_CLAIM', text, 'The claim that lists the groups a person is in, such as `groups`.')
  readonly oidcGroupsClaim?: string;

  @Setting(
    'OIDC_TRUST_EMAIL',
    toggle,
    'Whether an address counts as verified where the provider does not say. Only if nobody can enter one there themselves.',
  )
  readonly oidcTrustEmail: boolean = false;
}
