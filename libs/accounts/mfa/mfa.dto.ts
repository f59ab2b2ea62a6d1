import { Bool, Text, Texts } from '#platform/http';

export class StartedMfaDto {
  @Text({ description: 'for a QR code: an `otpauth:` link' }) qr_link: string;
  @Text({ description: 'the same to type in, Base32' }) secret: string;
}

export class ConfirmMfaDto {
  @Text({ max: 50 }) code: string;
}

export class BackupCodesDto {
  @Texts({ description: 'shown this once; each stands for one code of the app' }) backup_codes: string[];
}

export class MfaMethodDto {
  @Text() name: string;
  @Bool() is_primary: boolean;
}

export class LoginCodeDto {
  @Text({ max: 500 }) ephemeral_token: string;
  @Text({ max: 50, description: 'a code of the app, or a backup code' }) code: string;
}

export class CodeFaultDto {
  @Text() error: string;
}
