import { Choice, Int, Text, Texts } from '#platform/http';
import { redirectUriFault } from './redirect-uris.js';

export const AUTHENTICATION_METHODS = ['client_secret_basic', 'client_secret_post', 'none'];
export const GRANT_TYPES = ['authorization_code', 'refresh_token'];
export const RESPONSE_TYPES = ['code'];

/** Control, formatting and separator characters, which could change how a consent page reads. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

const nameFault = (name: string): string | undefined =>
  UNPRINTABLE.test(name) ? 'Client name may not contain control, formatting or separator characters.' : undefined;

function unsupported(what: string, known: readonly string[]): (values: readonly string[]) => string | undefined {
  return (values) => {
    const others = [...new Set(values)].filter((value) => !known.includes(value)).sort();
    return others.length > 0 ? `Unsupported ${what}: ${others.join(', ')}` : undefined;
  };
}

/** In the order in which faults are told. */
export class RegisterClientDto {
  @Text({ max: 255, optional: true, nullable: true, blank: true, also: nameFault }) client_name?: string | null;
  @Texts({ min: 1, max: 5, length: 2_000, also: (uris) => uris.map(redirectUriFault).find(Boolean) })
  redirect_uris: string[];
  @Texts({ optional: true, max: 20, length: 100, also: unsupported('grant types', GRANT_TYPES) })
  grant_types?: string[];
  @Texts({ optional: true, max: 20, length: 100, also: unsupported('response types', RESPONSE_TYPES) })
  response_types?: string[];
  @Choice(AUTHENTICATION_METHODS, { optional: true }) token_endpoint_auth_method?: string;
}

export class RegisteredClientDto {
  @Text() client_id: string;
  @Text() client_name: string;
  @Texts() redirect_uris: string[];
  @Texts() grant_types: string[];
  @Texts() response_types: string[];
  @Text() token_endpoint_auth_method: string;
  @Int({ description: 'seconds since 1970' }) client_id_issued_at: number;
  @Text({ optional: true, description: 'shown this once; absent for public clients' }) client_secret?: string;
  @Int({ optional: true, description: '0: never' }) client_secret_expires_at?: number;
}
