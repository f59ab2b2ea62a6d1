import { connect } from 'node:net';
import { TestApi } from '../../../test/api/index.js';

describe('a stop', () => {
  it('does not wait for connections that never asked anything, nor for those that are kept alive', async () => {
    const api = new TestApi();
    await api.start();
    const address = new URL(await api.listen());
    const silent = connect(Number(address.port), address.hostname);
    await new Promise((resolve) => silent.once('connect', resolve));
    expect((await fetch(new URL('/health/liveness/', address))).status).toBe(200);
    const closed = new Promise((resolve) => silent.once('close', resolve));
    silent.on('error', () => undefined);
    const stopping = api.stop();
    await closed;
    await stopping;
  });
});
