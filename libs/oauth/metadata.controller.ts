import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Public, SiteSettings, Text, Texts } from '#platform/http';
import { AUTHENTICATION_METHODS, GRANT_TYPES, RESPONSE_TYPES } from './clients/registration.dto.js';
import { SCOPE_NAMES } from './scopes.js';

class ServerMetadataDto {
  @Text() issuer: string;
  @Text({ description: 'a page of the dashboard, which asks the user' }) authorization_endpoint: string;
  @Text() token_endpoint: string;
  @Text() registration_endpoint: string;
  @Text() revocation_endpoint: string;
  @Text() introspection_endpoint: string;
  @Texts() scopes_supported: string[];
  @Texts() response_types_supported: string[];
  @Texts() grant_types_supported: string[];
  @Texts() code_challenge_methods_supported: string[];
  @Texts() token_endpoint_auth_methods_supported: string[];
  @Texts() revocation_endpoint_auth_methods_supported: string[];
  @Texts() introspection_endpoint_auth_methods_supported: string[];
}

@ApiTags('oauth')
@Controller('.well-known/oauth-authorization-server')
export class MetadataController {
  constructor(private readonly site: SiteSettings) {}

  /** By which programs find the rest (RFC 8414). */
  @Get()
  @Public()
  @Answers(ServerMetadataDto)
  tell(): ServerMetadataDto {
    return {
      issuer: this.site.apiPage(''),
      authorization_endpoint: this.site.page('/oauth/authorize/'),
      token_endpoint: this.site.apiPage('/o/token/'),
      registration_endpoint: this.site.apiPage('/o/register/'),
      revocation_endpoint: this.site.apiPage('/o/revoke_token/'),
      introspection_endpoint: this.site.apiPage('/o/introspect/'),
      scopes_supported: [...SCOPE_NAMES],
      response_types_supported: RESPONSE_TYPES,
      grant_types_supported: GRANT_TYPES,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: AUTHENTICATION_METHODS,
      revocation_endpoint_auth_methods_supported: AUTHENTICATION_METHODS,
      introspection_endpoint_auth_methods_supported: AUTHENTICATION_METHODS,
    };
  }
}
