import { integer, Setting, Settings } from '#platform/config';

@Settings('Delivery')
export class DeliverySettings {
  @Setting(
    'IDENTITY_CACHE_SIZE',
    integer(1, 10_000_000),
    'Identities whose traits and overrides one api keeps in memory, about 1 kB each.',
  )
  readonly identityCacheSize: number = 50_000;
}
