import { NestFactory } from '@nestjs/core';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { WorkerModule } from '../../../apps/worker/worker.module.js';
import { unique, useApi } from '../../../test/api/index.js';

const api = useApi();
const received: Email[] = [];
const server = new SMTPServer({
  authOptional: true,
  hideSTARTTLS: true,
  onData(stream, _session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      void PostalMime.parse(Buffer.concat(chunks)).then((email) => {
        received.push(email);
        done();
      });
    });
  },
});
let worker: { close(): Promise<void> } | undefined;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const env = {
    ...process.env,
    EMAIL_HOST: '127.0.0.1',
    EMAIL_PORT: String(address && typeof address === 'object' ? address.port : 0),
    EMAIL_USE_TLS: 'false',
    FLAGSMITH_FRONTEND_URL: 'https://flags.example.com/',
  };
  worker = await NestFactory.createApplicationContext(WorkerModule.load(env), { logger: false });
});
afterAll(async () => {
  await worker?.close();
  await new Promise<void>((resolve) => server.close(resolve));
});

async function mailTo(address: string, nth = 1): Promise<Email> {
  const mine = (): Email[] => received.filter(({ to }) => to?.some((one) => one.address === address));
  while (mine().length < nth) await new Promise((resolve) => setTimeout(resolve, 20));
  const found = mine()[nth - 1];
  if (!found) throw new Error('unreachable');
  return found;
}

describe('an invitation', () => {
  it('comes by mail, with a link that lets the invited in; sent again, it is the same one', async () => {
    const { owner, organisation } = await api.tenant();
    const carol = await api.person();
    const path = { params: { path: { organisationId: organisation } } };
    await owner.PATCH('/api/v1/organisations/{organisationId}/', { ...path, body: { name: 'Acme, Inc.' } });
    const { data } = await owner.POST('/api/v1/organisations/{organisationId}/invites/', {
      ...path,
      body: { email: carol.email },
    });
    const mail = await mailTo(carol.email);
    expect(mail.subject).toBe('Grace Hopper invites you to join Acme, Inc.');
    const link = /https:\/\/flags\.example\.com\/invite\/([0-9a-f]{40})/;
    const [address, hash = ''] = link.exec(mail.text ?? '') ?? [];
    expect(mail.html).toContain(`href="${address}"`);
    await owner.POST('/api/v1/organisations/{organisationId}/invites/{id}/resend/', {
      params: { path: { organisationId: organisation, id: data?.id ?? 0 } },
    });
    expect((await mailTo(carol.email, 2)).text).toBe(mail.text);
    const joined = await carol.POST('/api/v1/users/join/{hash}/', { params: { path: { hash } } });
    expect(joined.response.status).toBe(200);
  });

  it('does not repeat names that are none', async () => {
    const { owner, organisation } = await api.tenant();
    const email = `${unique('dave')}@example.com`;
    const path = { params: { path: { organisationId: organisation } } };
    await owner.PATCH('/api/v1/organisations/{organisationId}/', {
      ...path,
      body: { name: 'Win at http://evil.example now <b>' },
    });
    await owner.POST('/api/v1/organisations/{organisationId}/invite/', { ...path, body: { emails: [email] } });
    const mail = await mailTo(email);
    expect(mail.subject).toBe('Grace Hopper invites you to join an organisation');
    expect(`${mail.text}${mail.html}`).not.toContain('evil');
  });
});
