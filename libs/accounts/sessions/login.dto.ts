import { Text } from '#platform/http';

export class LoginDto {
  @Text({ optional: true, nullable: true, blank: true }) email?: string | null;
  @Text({ optional: true, nullable: true, blank: true, verbatim: true }) password?: string | null;
}

export class TokenDto {
  @Text({ description: 'for the header `Authorization: Token <key>`' }) key: string;
}

/** A token; or, where the account has a second factor, what its second step has to come with. */
export class LoginAnswerDto {
  @Text({ optional: true, description: 'for the header `Authorization: Token <key>`' }) key?: string;
  @Text({ optional: true, description: 'for `login/code/`' }) ephemeral_token?: string;
  @Text({ optional: true, description: 'the second factor: `app`' }) method?: string;
}
