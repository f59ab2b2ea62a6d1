import { Setting, Settings, text, toggle } from '#platform/config';
import { dashboardFolder } from './dashboard-build.js';

const ITS_OWN_FLAGS = 'of the dashboard’s own flags';

/** Where the dashboard is, and what it is told when it starts. Without a value it is not told. */
@Settings('Dashboard')
export class DashboardSettings {
  @Setting('DASHBOARD_PATH', dashboardFolder, 'The folder of a built dashboard that the api serves; none when empty.')
  readonly path?: string;

  @Setting('DISABLE_FLAGSMITH_UI', toggle, 'Serves no dashboard, although there is one.')
  readonly disabled: boolean = false;

  @Setting('ALLOW_ADMIN_INITIATION_VIA_URL', toggle, 'Whether the first account can be made at /setup/.')
  readonly setupByPage: boolean = true;

  @Setting('API_URL', text, 'Where the dashboard finds the api.')
  readonly apiUrl: string = '/api/v1/';

  @Setting('ASSET_URL', text, 'Where the dashboard finds its files.')
  readonly assetUrl: string = '/';

  @Setting('MAINTENANCE_MODE', toggle, 'The dashboard shows nothing but that it is being worked on.')
  readonly maintenance: boolean = false;

  @Setting('DISABLE_ANALYTICS_FEATURES', toggle, 'The dashboard shows no usage.')
  readonly disableAnalytics: boolean = false;

  @Setting('FLAGSMITH_ANALYTICS', toggle, `Whether evaluations ${ITS_OWN_FLAGS} are counted.`)
  readonly flagsmithAnalytics: boolean = false;

  @Setting('FLAGSMITH_ON_FLAGSMITH_API_URL', text, `The api ${ITS_OWN_FLAGS}, such as this one’s.`)
  readonly flagsUrl?: string;

  @Setting('FLAGSMITH_ON_FLAGSMITH_API_KEY', text, `The client-side key ${ITS_OWN_FLAGS}.`)
  readonly flagsKey?: string;

  @Setting('ENABLE_FLAGSMITH_REALTIME', toggle, `Whether changes ${ITS_OWN_FLAGS} are streamed to it.`)
  readonly flagsRealtime: boolean = false;

  @Setting('LINKEDIN_PARTNER_TRACKING', toggle, 'Handed on to the dashboard.')
  readonly linkedin: boolean = false;

  @Setting('GOOGLE_ANALYTICS_API_KEY', text, 'Handed on to the dashboard.')
  readonly googleAnalytics?: string;

  @Setting('HEADWAY_API_KEY', text, 'Handed on to the dashboard.')
  readonly headway?: string;

  @Setting('CRISP_CHAT_API_KEY', text, 'Handed on to the dashboard.')
  readonly crisp?: string;

  @Setting('SENTRY_API_KEY', text, 'Handed on to the dashboard.')
  readonly sentry?: string;

  @Setting('AMPLITUDE_API_KEY', text, 'Handed on to the dashboard.')
  readonly amplitude?: string;

  @Setting('REO_API_KEY', text, 'Handed on to the dashboard.')
  readonly reo?: string;

  @Setting('FIRST_PROMOTER_ID', text, 'Handed on to the dashboard.')
  readonly firstPromoter?: string;

  @Setting('GITHUB_APP_URL', text, 'Where the dashboard sends people who connect GitHub.')
  readonly githubApp?: string;
}
