/** A request to the outside came to nothing. Its sentence names the host, never the path, which may be a secret. */
export class OutboundFailure extends Error {
  override readonly name: string = 'OutboundFailure';
}

/** A request would have reached something that is not public; trying again will not help. */
export class BlockedAddress extends OutboundFailure {
  override readonly name = 'BlockedAddress';

  constructor(host: string) {
    super(`${host} is not a public address. OUTBOUND_ALLOWED_ADDRESSES can allow it.`);
  }
}

/** The sentence for whatever went wrong on the way to a host. */
export function explainFailure(error: unknown, host: string): OutboundFailure {
  if (error instanceof OutboundFailure) return error;
  const sentence =
    codesOf(error)
      .map((code) => SENTENCES.get(code))
      .find(Boolean) ?? 'could not be asked.';
  return new OutboundFailure(`${host} ${sentence}`, { cause: error });
}

/** The codes of an error, and of those it is made of where several addresses were tried. */
function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const own = 'code' in error ? [String(error.code)] : [];
  return 'errors' in error && Array.isArray(error.errors) ? [...own, ...error.errors.flatMap(codesOf)] : own;
}

const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'does not exist.'],
  ['EAI_AGAIN', 'cannot be looked up right now.'],
  ['ECONNREFUSED', 'refuses connections.'],
  ['ECONNRESET', 'ended the connection.'],
  ['UND_ERR_SOCKET', 'ended the connection.'],
  ['EHOSTUNREACH', 'cannot be reached.'],
  ['ENETUNREACH', 'cannot be reached.'],
  ['ETIMEDOUT', 'did not take the connection in time.'],
  ['UND_ERR_CONNECT_TIMEOUT', 'did not take the connection in time.'],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'answered more than is read.'],
  ['UND_ERR_HEADERS_OVERFLOW', 'answered more than is read.'],
  ['CERT_HAS_EXPIRED', 'has a certificate that has expired.'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'has a certificate that nobody vouches for.'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'has a certificate that nobody vouches for.'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'has a certificate that nobody vouches for.'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'has a certificate for another name.'],
]);
