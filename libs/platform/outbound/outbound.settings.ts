import { duration, integer, Setting, Settings, type Kind } from '#platform/config';
import { AllowedAddresses } from './allowed-addresses.js';

const addresses: Kind<string> = {
  name: 'hosts, addresses or networks, comma-separated',
  read(value) {
    AllowedAddresses.parse(value);
    return value;
  },
};

const certificates: Kind<string> = {
  name: 'certificates (PEM)',
  read(value) {
    if (!value.includes('-----BEGIN CERTIFICATE-----')) throw new Error('certificates in PEM');
    return value;
  },
};

@Settings('Requests to the outside')
export class OutboundSettings {
  @Setting(
    'OUTBOUND_ALLOWED_ADDRESSES',
    addresses,
    'Hosts, addresses and networks (10.1.0.0/16) that webhooks and integrations may reach although they are not public.',
  )
  readonly allowedAddresses: string = '';

  @Setting(
    'OUTBOUND_CA_CERTIFICATES',
    certificates,
    'Whom to believe beside the usual authorities, such as that of a company; best given as a file.',
  )
  readonly caCertificates?: string;

  @Setting('OUTBOUND_TIMEOUT', duration, 'How long one request to the outside may take, from look-up to the last byte.')
  readonly timeout: number = 10_000;

  @Setting(
    'OUTBOUND_RESPONSE_LIMIT',
    integer(1_024, 100_000_000),
    'Bytes of an answer from outside that are read at most.',
  )
  readonly responseLimit: number = 1_048_576;
}
