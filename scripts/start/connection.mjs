import net from 'node:net';
import tls from 'node:tls';

/**
 * Opens a connection to `{ host, port, path, secure }`, waiting at most five seconds. The error it rejects with has a code:
 * the system's, or ETIMEDOUT.
 */
export function connect({ secure = false, ...target }) {
  return new Promise((resolve, reject) => {
    const options = target.path ? { path: target.path } : target;
    const socket = secure ? tls.connect({ ...options, servername: target.host }) : net.connect(options);
    socket.setTimeout(5_000, () => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    socket.once('error', reject);
    socket.once(secure ? 'secureConnect' : 'connect', () => resolve(socket));
  });
}

/** Why a connection was not to be had, in words that follow "because …"; undefined for what is no matter of the network. */
export const networkReason = (code) => REASONS[code];

const REASONS = {
  ECONNREFUSED: 'nothing listens there',
  ENOENT: 'there is no such socket',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'it hung up',
  EACCES: 'this user may not use its socket',
};
