import { Bool, Nested, Text } from '#platform/http';
import { ScopesDto } from '../scopes.js';

class ApplicationDto {
  @Text() name: string;
  @Text() client_id: string;
}

/** What a user is asked to allow. */
export class AuthorisationDto {
  @Nested(() => ApplicationDto) application: ApplicationDto;
  @Nested(() => ScopesDto) scopes: ScopesDto;
  @Text() redirect_uri: string;
  @Bool({ description: 'whether the name of the application is known to be true' }) is_verified: boolean;
}

/** A user's answer. */
export class ConsentDto {
  @Bool() allow: boolean;
  @Text({ max: 100 }) client_id: string;
  @Text({ max: 2_100 }) redirect_uri: string;
  @Text({ max: 100 }) response_type: string;
  @Text({ max: 200, optional: true }) scope?: string;
  @Text({ max: 200 }) code_challenge: string;
  @Text({ max: 20 }) code_challenge_method: string;
  @Text({ max: 4_000, optional: true, blank: true }) state?: string;
}

export class ConsentAnswerDto {
  @Text({ description: 'where the browser goes next' }) redirect_uri: string;
}
