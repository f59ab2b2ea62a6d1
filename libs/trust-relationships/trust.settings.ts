import { integer, rate, Setting, Settings, type Rate } from '#platform/config';

@Settings('Trust relationships')
export class TrustSettings {
  @Setting(
    'TRUST_RELATIONSHIP_ACCESS_TOKEN_LIFETIME_SECONDS',
    integer(60, 86_400),
    'Seconds that a token is good for which a token of a trusted issuer was exchanged for.',
  )
  readonly lifetime: number = 3_600;

  @Setting('OIDC_TOKEN_EXCHANGE_THROTTLE_RATE', rate, 'Tokens of issuers that one address may exchange.')
  readonly throttle: Rate = { limit: 60, period: 60_000 };
}
