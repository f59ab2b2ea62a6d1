import { exportJWK, generateKeyPair, SignJWT, jwtVerify, type CryptoKey, type JWK } from 'jose';
import type { OutboundHttp } from '#platform/outbound';
import { IssuerKeys } from './issuer-keys.js';

const ISSUER = 'https://issuer.example.com/';

/** The outside, as far as an issuer's documents are concerned. */
class Outside {
  readonly asked: string[] = [];
  keys: JWK[] = [];
  status = 200;
  document: object = { issuer: ISSUER, jwks_uri: 'https://issuer.example.com/keys' };

  request(url: string) {
    this.asked.push(url);
    const answer = url.endsWith('/keys') ? { keys: this.keys } : this.document;
    return Promise.resolve({ status: this.status, headers: {}, body: Buffer.from(JSON.stringify(answer)) });
  }
}

let outside: Outside;
let keys: IssuerKeys;
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
  outside = new Outside();
  keys = new IssuerKeys(outside as unknown as OutboundHttp);
});
afterEach(() => jest.useRealTimers());

async function pair(kid: string): Promise<{ jwk: JWK; key: CryptoKey }> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { jwk: { ...(await exportJWK(publicKey)), alg: 'RS256', kid }, key: privateKey };
}

const verified = async (kid: string, key: CryptoKey): Promise<string> => {
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
  return jwtVerify(token, keys.of(ISSUER)).then(
    () => 'verified',
    (error: Error) => error.message,
  );
};

const UNRESOLVED = 'Unable to resolve issuer signing keys.';

describe('the keys of an issuer', () => {
  it('are asked for once for many tokens', async () => {
    const { jwk, key } = await pair('a');
    outside.keys = [jwk];
    expect(await Promise.all([verified('a', key), verified('a', key)])).toEqual(['verified', 'verified']);
    expect(outside.asked).toEqual([
      'https://issuer.example.com/.well-known/openid-configuration',
      'https://issuer.example.com/keys',
    ]);
  });

  it('are asked for again for a key that is not known yet, after a pause', async () => {
    const [one, other] = [await pair('a'), await pair('b')];
    outside.keys = [one.jwk];
    expect(await verified('a', one.key)).toBe('verified');
    outside.keys = [other.jwk];
    expect(await verified('b', other.key)).toBe(UNRESOLVED);
    jest.advanceTimersByTime(30_000);
    expect(await verified('b', other.key)).toBe('verified');
    expect(outside.asked).toHaveLength(4);
  });

  it('are asked for again after an outage, after a pause', async () => {
    const { jwk, key } = await pair('a');
    outside.keys = [jwk];
    outside.status = 503;
    expect(await verified('a', key)).toBe(UNRESOLVED);
    outside.status = 200;
    expect(await verified('a', key)).toBe(UNRESOLVED);
    jest.advanceTimersByTime(30_000);
    expect(await verified('a', key)).toBe('verified');
  });

  it('are given up after ten minutes, so that a key that was withdrawn counts no more', async () => {
    const { jwk, key } = await pair('a');
    outside.keys = [jwk];
    expect(await verified('a', key)).toBe('verified');
    outside.keys = [];
    jest.advanceTimersByTime(600_001);
    expect(await verified('a', key)).toBe(UNRESOLVED);
  });

  it.each([
    [
      'of another issuer',
      { issuer: 'https://evil.example.com', jwks_uri: 'https://issuer.example.com/keys' },
      UNRESOLVED,
    ],
    ['without keys', { issuer: ISSUER }, UNRESOLVED],
    [
      'with keys that anybody on the way can change',
      { issuer: ISSUER, jwks_uri: 'http://issuer.example.com/keys' },
      'Issuer JWKS endpoint must be served over https.',
    ],
  ])('are not looked for by a document %s', async (_, document, sentence) => {
    const { jwk, key } = await pair('a');
    outside.keys = [jwk];
    outside.document = document;
    expect(await verified('a', key)).toBe(sentence);
  });
});
