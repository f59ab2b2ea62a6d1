import type { AddressInfo } from 'node:net';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { Database } from '#platform/database';
import type { JobClass, JobHandler } from '#platform/jobs';
import type { JsonObject } from '#platform/outbox';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import type { TestApi } from './index.js';

const PATIENCE_MS = 15_000;

/** Where all mail of an api ends that a worker sends: a real SMTP server. */
export class Mailbox {
  /** How many messages the server refuses before it takes the next. */
  refusals = 0;
  private readonly mails: Email[] = [];
  private readonly server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (this.refusals-- > 0) return done(new Error('come back later'));
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          this.mails.push(mail);
          done();
        });
      });
    },
  });
  private worker: INestApplicationContext | undefined;

  constructor(private readonly api: TestApi) {}

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.server.address() as AddressInfo;
    const env = {
      ...process.env,
      DATABASE_URL: this.api.databaseUrl,
      EMAIL_HOST: '127.0.0.1',
      EMAIL_PORT: String(port),
      EMAIL_USE_TLS: 'false',
      JOB_BACKOFF: '20ms',
    };
    this.worker = await NestFactory.createApplicationContext(WorkerModule.load(env), { logger: false });
  }

  async stop(): Promise<void> {
    await this.worker?.close();
    await new Promise<void>((resolve) => this.server.close(resolve));
  }

  /** All that has come for an address, the oldest first. */
  to(address: string): Email[] {
    return this.mails.filter(({ to }) => to?.some((one) => one.address === address));
  }

  /** The mail that comes for an address after as many others. */
  async awaitMail(address: string, after = 0): Promise<Email> {
    return until(async () => this.to(address)[after]);
  }

  /** The path in the first link of that mail. */
  async awaitLink(address: string, after = 0): Promise<{ path: string; uid: string; token: string }> {
    const { text = '' } = await this.awaitMail(address, after);
    const path = /https?:\/\/[^/\s]+(\/\S+)/.exec(text)?.[1] ?? '';
    const [token = '', uid = ''] = path.split('/').filter(Boolean).reverse();
    return { path, uid, token };
  }

  /** Runs a job as the worker would, and answers when it is done. */
  async perform<Payload extends JsonObject>(job: JobClass<Payload>, payload: Payload): Promise<void> {
    if (!this.worker) throw new Error('the worker has not started');
    const handler = this.worker.get<JobHandler<Payload>>(job, { strict: false });
    await this.worker.get(Database).transaction(() => handler.perform(payload, { id: 'spec', attempt: 1 }));
  }
}

/** Starts a mailbox, and a worker that sends to it, after the api. */
export function useMailbox(api: TestApi): Mailbox {
  const mailbox = new Mailbox(api);
  beforeAll(() => mailbox.start());
  afterAll(() => mailbox.stop());
  return mailbox;
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
