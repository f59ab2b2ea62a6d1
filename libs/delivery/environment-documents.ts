import { Injectable } from '@nestjs/common';
import { environmentDocument, identityDocument } from './environment-document.js';
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

  /** In parts, so that nobody waits for one with a hundred thousand overrides. */
  private async build(environment: ServedEnvironment): Promise<ReadyBody> {
    const { id, apiKey, useOverridesInLocalEval } = environment.row;
    const parts = [Buffer.from(JSON.stringify(environmentDocument(environment)).slice(0, -END.length))];
    if (useOverridesInLocalEval)
      for await (const page of this.snapshots.overriddenIdentities(id)) {
        const documents = page.filter(({ states }) => states.length > 0).map((one) => identityDocument(apiKey, one));
        const comma = parts.length > 1 && documents.length > 0 ? ',' : '';
        parts.push(Buffer.from(comma + JSON.stringify(documents).slice(1, -1)));
      }
    const body = await ReadyBody.ofParts([...parts, Buffer.from(END)]);
    this.ready.set(environment, body);
    return body;
  }
}

/** What the document ends with: its last member is a list. */
const END = ']}';
