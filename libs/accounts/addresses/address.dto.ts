import { Email, Text } from '#platform/http';
import { MailedLinkDto } from '../mailed-links/mailed-link.dto.js';

export class SetEmailDto {
  @Text({ max: 128, verbatim: true }) current_password: string;
  @Email() new_email: string;
}

export class ResetEmailDto extends MailedLinkDto {
  @Email() new_email: string;
}
