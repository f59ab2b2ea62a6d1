import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { Github } from './github.js';
import { Google } from './google.js';
import { OidcLoginService } from './oidc/oidc-login.service.js';
import { OidcLoginsController } from './oidc/oidc-logins.controller.js';
import { OidcProvider } from './oidc/oidc-provider.js';
import { SsoAttemptRepository } from './oidc/sso-attempt.repository.js';
import { SsoLoginCodeRepository } from './oidc/sso-login-code.repository.js';
import { OutsideLoginsController } from './outside-logins.controller.js';
import { ProviderApi } from './provider-api.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [AccountsModule],
  controllers: [OidcLoginsController, OutsideLoginsController],
  providers: [
    Github,
    Google,
    OidcLoginService,
    OidcProvider,
    ProviderApi,
    SignInService,
    SsoAttemptRepository,
    SsoLoginCodeRepository,
  ],
})
export class SsoModule {}
