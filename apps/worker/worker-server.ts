import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { JobsSettings } from '#platform/jobs';
import { Metrics } from '#platform/metrics';

/** For orchestrators and Prometheus, where WORKER_PORT says so: is the worker alive, and how is it doing. */
@Injectable()
export class WorkerServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private server: Server | undefined;

  constructor(
    private readonly settings: JobsSettings,
    private readonly metrics: Metrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { port } = this.settings;
    if (port === undefined) return;
    this.server = createServer((request, response) => void this.answer(request, response)).listen(port);
    await once(this.server, 'listening');
  }

  onApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private async answer({ url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = url.replace(/[?#].*$/, '').replace(/\/$/, '');
    if (path === '/health/liveness') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
    } else if (path === '/metrics') {
      const text = await this.metrics.text();
      response.writeHead(200, { 'content-type': this.metrics.registry.contentType }).end(text);
    } else {
      response.writeHead(404).end();
    }
  }
}
