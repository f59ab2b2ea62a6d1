import { Email, Text } from '#platform/http';

/** What stands in a link that was mailed. */
export class MailedLinkDto {
  @Text({ max: 50 }) uid: string;
  @Text({ max: 200 }) token: string;
}

/** Where a link is to be mailed. */
export class AddressDto {
  @Email() email: string;
}
