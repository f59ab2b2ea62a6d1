// An OpenID Connect provider of its own process, by npm's oidc-provider: people sign in without a page, and clients get JWTs as CI
// jobs do. It reads what it is to be from standard input, and says its address, and
// the certificate that it has there, when it listens.
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { json } from 'node:stream/consumers';
import Provider from 'oidc-provider';
import { generate } from 'selfsigned';

const { https, clients, jwks, people = {}, claims = {}, audience } = await json(process.stdin);
const name = [{ name: 'commonName', value: '127.0.0.1' }];
const extensions = [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }];
const tls = https ? await generate(name, { extensions }) : undefined;
const server = tls ? createHttpsServer({ key: tls.private, cert: tls.cert }) : createHttpServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `${tls ? 'https' : 'http'}://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients,
  jwks,
  cookies: { keys: ['only for specs'] },
  claims: {
    openid: ['sub', 'groups'],
    email: ['email', 'email_verified'],
    profile: ['name', 'given_name', 'family_name'],
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience ?? [],
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ audience, scope: '', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
    },
  },
  extraTokenClaims: () => claims,
  interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  findAccount: (_context, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  pkce: { required: () => true },
});

/** Whoever `login_hint` names signs in and agrees. */
async function interact(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const accountId = params.login_hint;
  if (!people[accountId]) {
    await provider.interactionFinished(request, response, { error: 'access_denied' });
    return;
  }
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } });
}

const handle = provider.callback();
server.on('request', (request, response) => {
  if (!request.url.startsWith('/interaction/')) handle(request, response);
  else interact(request, response).catch((error) => response.writeHead(500).end(String(error)));
});
console.log(JSON.stringify({ issuer, certificate: tls?.cert ?? '' }));
