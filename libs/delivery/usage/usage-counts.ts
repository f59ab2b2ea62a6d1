/** What SDKs ask for. */
export const RESOURCES = ['flags', 'identities', 'traits', 'environment-document'] as const;
export type Resource = (typeof RESOURCES)[number];

/** How often something was evaluated, by whom and as what. */
export interface Evaluation {
  readonly environmentId: number;
  readonly feature: string;
  readonly identifier: string | null;
  readonly enabled: boolean | null;
}

export interface CountedRequest {
  readonly environmentId: number;
  readonly resource: Resource;
  readonly count: number;
}

/** Different evaluations that are kept apart between two flushes; beyond that new ones are not counted. */
const MOST_EVALUATIONS = 100_000;

/** Counts in memory, so that nothing waits for them. */
export class UsageCounts {
  private requests = new Map<number, Map<Resource, number>>();
  private evaluations = new Map<string, { of: Evaluation; count: number }>();

  request(environmentId: number, resource: Resource, count = 1): void {
    let counts = this.requests.get(environmentId);
    if (!counts) this.requests.set(environmentId, (counts = new Map()));
    counts.set(resource, (counts.get(resource) ?? 0) + count);
  }

  evaluation(of: Evaluation, count: number): void {
    const key = JSON.stringify([of.environmentId, of.feature, of.identifier, of.enabled]);
    const known = this.evaluations.get(key);
    if (known) known.count += count;
    else if (this.evaluations.size < MOST_EVALUATIONS) this.evaluations.set(key, { of, count });
  }

  /** What has been counted since the last time, and forgets it. */
  take(): { requests: CountedRequest[]; evaluations: (Evaluation & { count: number })[] } {
    const requests = [...this.requests].flatMap(([environmentId, counts]) =>
      [...counts].map(([resource, count]) => ({ environmentId, resource, count })),
    );
    const evaluations = [...this.evaluations.values()].map(({ of, count }) => ({ ...of, count }));
    this.requests = new Map();
    this.evaluations = new Map();
    return { requests, evaluations };
  }

  /** Takes back what could not be stored. */
  restore({ requests, evaluations }: ReturnType<UsageCounts['take']>): void {
    for (const { environmentId, resource, count } of requests) this.request(environmentId, resource, count);
    for (const { count, ...of } of evaluations) this.evaluation(of, count);
  }
}
