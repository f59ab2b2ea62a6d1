import { Text } from '#platform/http';
import { MailedLinkDto } from '../mailed-links/mailed-link.dto.js';

export class SetPasswordDto {
  @Text({ max: 128, verbatim: true }) current_password: string;
  @Text({ max: 128, verbatim: true }) new_password: string;
  @Text({ max: 128, verbatim: true, description: 'the new one once more' }) re_new_password: string;
}

export class ResetPasswordDto extends MailedLinkDto {
  @Text({ max: 128, verbatim: true }) new_password: string;
  @Text({ max: 128, verbatim: true, description: 'the new one once more' }) re_new_password: string;
}
