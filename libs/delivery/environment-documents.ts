import { Injectable } from '@nestjs/common';
import { environmentDocument } from './environment-document.js';
import { EnvironmentSnapshotQuery } from './environment-snapshot.query.js';
import { ReadyBody } from './ready-body.js';
import type { ServedEnvironment } from './served-environment.js';

/** Environment documents, built when first asked for and kept as long as the environment they describe. */
@Injectable()
export class EnvironmentDocuments {
  private readonly bodies = new WeakMap<ServedEnvironment, Promise<ReadyBody>>();
  private readonly ready = new WeakMap<ServedEnvironment, ReadyBody>();

  constructor(private readonly snapshots: EnvironmentSnapshotQuery) {}

  of(environment: ServedEnvironment): Promise<ReadyBody> {
    const known = this.bodies.get(environment);
    if (known) return known;
    const body = this.build(environment);
    this.bodies.set(environment, body);
    body.catch(() => this.bodies.delete(environment));
    return body;
  }

  /** The document, if it has been built. */
  peek(environment: ServedEnvironment): ReadyBody | undefined {
    return this.ready.get(environment);
  }

  private async build(environment: ServedEnvironment): Promise<ReadyBody> {
    const overrides = environment.row.useOverridesInLocalEval
      ? await this.snapshots.allOverrides(environment.row.id)
      : { identities: [], states: [] };
    const body = new ReadyBody(JSON.stringify(environmentDocument(environment, overrides)));
    this.ready.set(environment, body);
    return body;
  }
}
