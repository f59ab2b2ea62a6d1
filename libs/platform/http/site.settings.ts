import { Setting, Settings, url } from '#platform/config';

/** Where people find this installation. Links are never made of what a request says about itself. */
@Settings('Site')
export class SiteSettings {
  @Setting('FLAGSMITH_FRONTEND_URL', url(['http', 'https']), 'Where the dashboard is; links in mails begin with it.')
  readonly frontendUrl: string = 'http://localhost:8000';

  /** The address of a page of the dashboard: `page('/login')`. */
  page(path: string): string {
    return this.frontendUrl.replace(/\/+$/, '') + path;
  }
}
