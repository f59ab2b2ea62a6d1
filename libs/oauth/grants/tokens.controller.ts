import { applyDecorators, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Denied } from '#platform/errors';
import { Answers, AnswersNothing, Public } from '#platform/http';
import { ClientsService } from '../clients/clients.service.js';
import { Form } from '../form.js';
import { OAuthFault, orFault, type OAuthFaultDto } from '../oauth-fault.js';
import { IntrospectionDto, OAuthTokenDto } from './token.dto.js';
import { TokensService } from './tokens.service.js';

/** A URL-encoded body with these parameters, besides those by which a client shows who it is. */
function FormBody(...names: string[]): MethodDecorator {
  const all = [...names, 'client_id', 'client_secret'];
  const properties = Object.fromEntries(all.map((name) => [name, { type: 'string' as const }]));
  return applyDecorators(
    ApiConsumes('application/x-www-form-urlencoded'),
    ApiBody({ schema: { type: 'object', properties } }),
  );
}

/** What clients ask without their user: in the words of RFC 6749, 7009 and 7662. */
@ApiTags('oauth')
@Controller('o')
export class TokensController {
  constructor(
    private readonly clients: ClientsService,
    private readonly tokens: TokensService,
  ) {}

  /** A code, or a refresh token, is exchanged for a pair of tokens. */
  @Post('token')
  @Public()
  @FormBody('grant_type', 'code', 'code_verifier', 'redirect_uri', 'refresh_token', 'scope')
  @Answers(OAuthTokenDto)
  exchange(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OAuthTokenDto | OAuthFaultDto> {
    return orFault(reply, () => this.exchanged(request, Form.inBody(request)));
  }

  /** Ends a token of the client that asks. */
  @Post('revoke_token')
  @Public()
  @FormBody('token', 'token_type_hint')
  @AnswersNothing(200)
  revoke(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void | OAuthFaultDto> {
    return orFault(reply, async () => {
      const form = Form.inBody(request);
      const token = form.required('token');
      await this.tokens.revoke(await this.clients.authenticate(request, form), token);
    });
  }

  /** What an access token is good for. */
  @Post('introspect')
  @Public()
  @FormBody('token')
  @Answers(IntrospectionDto)
  introspect(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IntrospectionDto | OAuthFaultDto> {
    return orFault(reply, async () => {
      const form = Form.inBody(request);
      await this.clients.authenticate(request, form).catch(asDenied);
      const token = form.text('token');
      if (token === undefined) throw new OAuthFault('invalid_request', 'Token parameter is missing.');
      return this.tokens.introspect(token);
    });
  }

  private async exchanged(request: FastifyRequest, form: Form): Promise<OAuthTokenDto> {
    switch (form.text('grant_type')) {
      case 'authorization_code': {
        const code = form.required('code');
        return this.tokens.redeem(await this.clients.authenticate(request, form), code, form);
      }
      case 'refresh_token': {
        const token = form.required('refresh_token', 'refresh token');
        return this.tokens.refresh(await this.clients.authenticate(request, form), token, form);
      }
      case 'password':
      case 'client_credentials':
        await this.clients.authenticate(request, form);
        throw new OAuthFault('unauthorized_client');
      default:
        throw new OAuthFault('unsupported_grant_type');
    }
  }
}

/** upstream: who may not introspect is told 403 */
function asDenied(fault: unknown): never {
  throw fault instanceof OAuthFault && fault.status === 401 ? new Denied() : fault;
}
