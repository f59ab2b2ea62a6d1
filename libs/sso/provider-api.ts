import { Injectable } from '@nestjs/common';
import { OutboundFailure, OutboundHttp, type OutboundRequest } from '#platform/outbound';
import { ProviderFailure } from './provider-failure.js';

type Json = Readonly<Record<string, unknown>> | readonly unknown[];

/** Asks where people sign in. */
@Injectable()
export class ProviderApi {
  constructor(private readonly outbound: OutboundHttp) {}

  /** @throws ProviderFailure unless it answers 200 with an object or a list */
  async ask(url: string, request: OutboundRequest = {}): Promise<Json> {
    try {
      const headers = { accept: 'application/json', ...request.headers };
      const { status, body } = await this.outbound.request(url, { ...request, headers });
      if (status !== 200) throw new ProviderFailure(`answered ${status}`);
      const value: unknown = JSON.parse(body.toString('utf8'));
      if (Array.isArray(value)) return value;
      if (typeof value === 'object' && value !== null) return { ...value };
    } catch (error) {
      if (error instanceof OutboundFailure) throw new ProviderFailure(error.message, { cause: error });
      if (!(error instanceof SyntaxError)) throw error;
    }
    throw new ProviderFailure('did not answer with JSON');
  }

  /** The same where an object is expected. @throws ProviderFailure */
  async askForObject(url: string, request: OutboundRequest = {}): Promise<Readonly<Record<string, unknown>>> {
    return Object.fromEntries(Object.entries(await this.ask(url, request)));
  }
}

/** A claim that is text; empty for anything else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
