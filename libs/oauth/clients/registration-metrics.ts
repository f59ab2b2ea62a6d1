import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '#platform/metrics';
import { AUTHENTICATION_METHODS } from './registration.dto.js';

/** How many clients register, and with what. */
@Injectable()
export class RegistrationMetrics {
  private readonly registrations: Counter<'token_endpoint_auth_method' | 'outcome'>;

  constructor({ registry }: Metrics) {
    this.registrations = new Counter({
      name: 'flagsmith_oauth2_dcr_registrations_total',
      help: 'OAuth clients that registered themselves, or were refused.',
      labelNames: ['token_endpoint_auth_method', 'outcome'] as const,
      registers: [registry],
    });
  }

  /** @param body as it came; a method that nobody knows counts as `other` */
  count(body: unknown, outcome: 'registered' | 'rejected'): void {
    const asked: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, METHOD) : undefined;
    const method = asked === undefined ? 'none' : AUTHENTICATION_METHODS.find((one) => one === asked);
    this.registrations.inc({ [METHOD]: method ?? 'other', outcome });
  }
}

const METHOD = 'token_endpoint_auth_method';
