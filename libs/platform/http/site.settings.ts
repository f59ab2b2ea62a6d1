import { Setting, Settings, url } from '#platform/config';

/** Where people find this installation. Links are never made of what a request says about itself. */
@Settings('Site')
export class SiteSettings {
  @Setting('FLAGSMITH_API_URL', url(['http', 'https']), 'Where the api is, as browsers reach it.')
  readonly apiUrl: string = 'http://localhost:8000';

  @Setting('FLAGSMITH_FRONTEND_URL', url(['http', 'https']), 'Where the dashboard is; where the api is, if not set.')
  readonly frontendUrl?: string;

  /** The address of a page of the dashboard: `page('/login')`. */
  page(path: string): string {
    return withoutSlash(this.frontendUrl ?? this.apiUrl) + path;
  }

  /** The address of a page of the api itself. */
  apiPage(path: string): string {
    return withoutSlash(this.apiUrl) + path;
  }

  /** Whether the dashboard is somewhere else than the api. */
  get isSplit(): boolean {
    return this.page('') !== this.apiPage('');
  }
}

const withoutSlash = (address: string): string => address.replace(/\/+$/, '');
