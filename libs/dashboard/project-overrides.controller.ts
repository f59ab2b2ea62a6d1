import { Controller, Get, Header } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { UserAccountSettings } from '#accounts';
import { InviteSettings } from '#organisations';
import { Public } from '#platform/http';
import { DashboardSettings } from './dashboard.settings.js';

/** What the official dashboard asks for before anything else. */
@ApiTags('ops')
@Controller('config/project-overrides')
export class ProjectOverridesController {
  constructor(
    private readonly dashboard: DashboardSettings,
    private readonly accounts: UserAccountSettings,
    private readonly invites: InviteSettings,
  ) {}

  /** A script that sets `window.projectOverrides`. What has no value is left out. */
  @Get()
  @Public()
  @Header('content-type', 'application/javascript; charset=utf-8')
  @ApiProduces('application/javascript')
  @ApiResponse({ status: 200, description: 'how the dashboard is set up', schema: { type: 'string' } })
  script(): string {
    return `window.projectOverrides = ${JSON.stringify(this.overrides())};\n`;
  }

  /** By the names that the dashboard knows. // upstream: §19 */
  private overrides(): Record<string, string | boolean | undefined> {
    const { dashboard, accounts } = this;
    return {
      amplitude: dashboard.amplitude,
      api: dashboard.apiUrl,
      assetURL: dashboard.assetUrl,
      cookieAuthEnabled: accounts.cookieAuth,
      cookieSameSite: accounts.cookieSameSite,
      crispChat: dashboard.crisp,
      disableAnalytics: dashboard.disableAnalytics,
      flagsmith: dashboard.flagsKey,
      flagsmithAnalytics: dashboard.flagsmithAnalytics,
      flagsmithClientAPI: dashboard.flagsUrl,
      flagsmithRealtime: dashboard.flagsRealtime,
      fpr: dashboard.firstPromoter,
      ga: dashboard.googleAnalytics,
      githubAppURL: dashboard.githubApp,
      headway: dashboard.headway,
      hideInviteLinks: this.invites.linksDisabled,
      linkedinPartnerTracking: dashboard.linkedin,
      maintenance: dashboard.maintenance,
      preventEmailPassword: accounts.preventEmailPassword,
      preventSignup: accounts.preventSignup,
      reo: dashboard.reo,
      sentry: dashboard.sentry,
      useSecureCookies: accounts.secureCookies,
    };
  }
}
