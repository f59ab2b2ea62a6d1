import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { FirstEvaluationRepository, sdkLabel } from '#environments';

/** How long the first answer may wait for being noted. */
const MOST_MS = 250;
const AGAIN_AFTER_MS = 60_000;

/** Notes when an SDK asks an environment for flags for the first time. After that it is a look into a set. */
@Injectable()
export class FirstEvaluations {
  private readonly log = new Logger(FirstEvaluations.name);
  private readonly noted = new Set<number>();

  constructor(private readonly firsts: FirstEvaluationRepository) {}

  /** Whether this request would be noted. */
  isPending(environmentId: number, headers: IncomingHttpHeaders): boolean {
    return !this.noted.has(environmentId) && labelIn(headers) !== undefined;
  }

  /** Nothing where there is nothing to note. What it answers never fails. */
  note(environmentId: number, headers: IncomingHttpHeaders): Promise<void> | undefined {
    if (this.noted.has(environmentId)) return undefined;
    const label = labelIn(headers);
    if (label === undefined) return undefined;
    this.noted.add(environmentId);
    return Promise.race([this.store(environmentId, label), pause(MOST_MS, undefined, { ref: false })]);
  }

  private async store(environmentId: number, label: string): Promise<void> {
    try {
      await this.firsts.record(environmentId, label);
    } catch (error) {
      this.log.warn({ err: error }, 'The first evaluation of an environment could not be noted; it is tried again.');
      setTimeout(() => this.noted.delete(environmentId), AGAIN_AFTER_MS).unref();
    }
  }
}

const labelIn = (headers: IncomingHttpHeaders): string | undefined =>
  sdkLabel(headers['flagsmith-sdk-user-agent'], headers['user-agent']);
