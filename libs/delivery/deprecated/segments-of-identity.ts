import { Injectable } from '@nestjs/common';
import { compileEnvironment, type CompiledEnvironment, type EvaluatedIdentity } from '#evaluation';
import { compilableSegment } from '#segments';
import type { ServedEnvironment } from '../served-environment.js';
import type { SegmentNameDto } from './path-identity.dto.js';

/** Which of all segments somebody is in, also of those that override nothing; compiled when first asked for. */
@Injectable()
export class SegmentsOfIdentity {
  private readonly compiled = new WeakMap<ServedEnvironment, CompiledEnvironment<never>>();

  of(environment: ServedEnvironment, identity: EvaluatedIdentity): SegmentNameDto[] {
    const { segments } = environment.row;
    return this.compile(environment)
      .matchedSegments(identity)
      .flatMap((index) => {
        const segment = segments[index];
        return segment ? [{ id: segment.id, name: segment.name, description: segment.description }] : [];
      });
  }

  private compile(environment: ServedEnvironment): CompiledEnvironment<never> {
    let compiled = this.compiled.get(environment);
    if (!compiled) {
      const { apiKey: key, name, segments } = environment.row;
      compiled = compileEnvironment<never>({ key, name, segments: segments.map(compilableSegment), features: [] });
      this.compiled.set(environment, compiled);
    }
    return compiled;
  }
}
