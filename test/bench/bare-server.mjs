import { createServer } from 'node:http';

// What Node can do at best: no routes, no keys, the same answer for everything. A POST's body is read and thrown away.
process.once('message', ({ status, headers, body }) => {
  const bytes = Buffer.from(body, 'base64');
  const answer = (response) => response.writeHead(status, headers).end(bytes);
  const server = createServer((request, response) => {
    if (request.method === 'POST') request.resume().once('end', () => answer(response));
    else answer(response);
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
});

process.once('disconnect', () => process.exit());
