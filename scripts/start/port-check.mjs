import { createServer } from 'node:net';
import { Fault, FAULTY_SETTING } from './fault.mjs';

/** Throws a fault when the api could not listen on its port. */
export function checkPort({ port, host }) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code }) => reject(faultFor(code, port, host)));
    server.listen({ port, host, exclusive: true }, () => server.close(resolve));
  });
}

function faultFor(code, port, host) {
  const other = port > 65_000 ? port - 1 : port + 1;
  if (code === 'EADDRINUSE')
    return new Fault(`Port ${port} is taken: stop what listens there, or set PORT to a free one, such as ${other}.`);
  if (code === 'EACCES')
    return new Fault(`This user may not listen on port ${port}: set PORT to one above 1023, such as 8000.`);
  return new Fault(`HOST must be an address of this machine; "${host}" is not (${code}).`, FAULTY_SETTING);
}
