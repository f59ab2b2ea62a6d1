import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { personBehind } from '#accounts';
import { Denied } from '#platform/errors';
import { Answers, CallerOf, SignedIn, type Caller } from '#platform/http';
import { Form } from '../form.js';
import { OAuthCaller } from '../oauth.caller.js';
import { orFault, type OAuthFaultDto } from '../oauth-fault.js';
import { explainScopes } from '../scopes.js';
import { AuthorisationDto, ConsentAnswerDto, ConsentDto } from './authorisation.dto.js';
import { AuthorisationsService } from './authorisations.service.js';

const parameter = (name: string, required = true): MethodDecorator =>
  ApiQuery({ name, required, schema: { type: 'string' } });

@ApiTags('oauth')
@Controller('api/v1/oauth/authorize')
export class AuthorisationsController {
  constructor(private readonly authorisations: AuthorisationsService) {}

  /** What the page that asks for consent shows. */
  @Get()
  @SignedIn()
  @parameter('response_type')
  @parameter('client_id')
  @parameter('redirect_uri', false)
  @parameter('scope', false)
  @parameter('code_challenge')
  @parameter('code_challenge_method')
  @parameter('state', false)
  @Answers(AuthorisationDto)
  explain(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthorisationDto | OAuthFaultDto> {
    const work = async (): Promise<AuthorisationDto> => {
      const { client, redirectUri, scopes } = await this.authorisations.read(Form.of(query));
      return {
        application: { name: client.name, client_id: client.clientId },
        scopes: explainScopes(scopes),
        redirect_uri: redirectUri,
        is_verified: client.isVerified,
      };
    };
    return orFault(reply, work, true);
  }

  /** The user's decision. */
  @Post()
  @SignedIn()
  @Answers(ConsentAnswerDto)
  decide(
    @Body() input: ConsentDto,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsentAnswerDto | OAuthFaultDto> {
    const work = async (): Promise<ConsentAnswerDto> => {
      // a program that acts for a user cannot let others, or itself for longer, do so too
      if (caller instanceof OAuthCaller) throw new Denied();
      const user = personBehind(caller);
      const { allow, ...parameters } = input;
      const asked = await this.authorisations.read(Form.of(parameters));
      if (!allow) return { redirect_uri: this.authorisations.refuse(asked) };
      return { redirect_uri: await this.authorisations.allow(asked, user) };
    };
    return orFault(reply, work, true);
  }
}
