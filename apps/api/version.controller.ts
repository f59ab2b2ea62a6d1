import { Controller, Get, Header } from '@nestjs/common';
import { ApiProperty, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { UserRepository } from '#accounts';
import { Answers, Bool, Nested, Public, Text } from '#platform/http';
import { Mailer } from '#platform/mail';
import { VERSION } from './version.js';

class SelfHostedDto {
  @Bool() has_users: boolean;
  @Bool() has_logins: boolean;
}

class VersionDto {
  @Text() ci_commit_sha: string;
  @Text() image_tag: string;
  @Bool() has_email_provider: boolean;
  @Bool({ description: 'every organisation has everything' }) is_enterprise: boolean;
  @Bool() is_saas: boolean;
  @Nested(() => SelfHostedDto) self_hosted_data: SelfHostedDto;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) package_versions: Record<string, string>;
}

@ApiTags('ops')
@Controller()
export class VersionController {
  constructor(
    private readonly users: UserRepository,
    private readonly mailer: Mailer,
  ) {}

  @Get('version')
  @Public()
  @Answers(VersionDto)
  async version(): Promise<VersionDto> {
    const { users, logins } = await this.users.presence();
    return {
      ci_commit_sha: 'unknown',
      image_tag: VERSION,
      has_email_provider: this.mailer.hasProvider,
      is_enterprise: true,
      is_saas: false,
      self_hosted_data: { has_users: users, has_logins: logins },
      package_versions: { '.': VERSION },
    };
  }

  @Get('robots.txt')
  @Public()
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, description: 'nothing here is for crawlers', schema: { type: 'string' } })
  robots(): string {
    return 'User-agent: *\nDisallow: /\n';
  }
}
