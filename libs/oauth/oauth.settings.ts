import { rate, Setting, Settings, type Rate } from '#platform/config';

@Settings('OAuth')
export class OAuthSettings {
  @Setting('DCR_THROTTLE_RATE', rate, 'Programs that may register themselves as OAuth clients from one address.')
  readonly registrationThrottle: Rate = { limit: 500, period: 86_400_000 };
}
