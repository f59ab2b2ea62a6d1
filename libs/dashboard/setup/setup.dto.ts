import { Email, Text } from '#platform/http';

/** What the form of the first run sends. */
export class SetupDto {
  @Email() email: string;
  @Text({ max: 150 }) first_name: string;
  @Text({ max: 150 }) last_name: string;
  @Text({ max: 128, verbatim: true }) password: string;
  @Text({ max: 128, verbatim: true }) password_again: string;
}
