import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Answers, AsksOutside, Choice, Int, Public, Text, Throttle } from '#platform/http';
import { TokenExchangeService } from './token-exchange.service.js';
import { TrustSettings } from './trust.settings.js';

class ExchangeTokenDto {
  @Text({ max: 20_000, description: 'a token of an issuer that an organisation trusts' }) token: string;
}

class ExchangedTokenDto {
  @Text({ description: 'for the header `Authorization: Bearer <token>`' }) access_token: string;
  @Choice(['Bearer']) token_type: string;
  @Int({ description: 'seconds' }) expires_in: number;
}

@ApiTags('trust-relationships')
@Controller('api/v1/auth/oidc/token')
export class TokenExchangeController {
  constructor(
    private readonly exchange: TokenExchangeService,
    private readonly throttle: Throttle,
    private readonly settings: TrustSettings,
  ) {}

  /** The token of a CI job becomes a short-lived credential. */
  @Post()
  @Public()
  @AsksOutside(true)
  @Answers(ExchangedTokenDto)
  @ApiResponse({ status: 401, description: 'the token is no good, or no trust relationship takes it' })
  async exchangeToken(@Body() { token }: ExchangeTokenDto, @Ip() ip: string): Promise<ExchangedTokenDto> {
    await this.throttle.take('oidc-token', ip, this.settings.throttle);
    const access_token = await this.exchange.exchange(token);
    return { access_token, token_type: 'Bearer', expires_in: this.settings.lifetime };
  }
}
