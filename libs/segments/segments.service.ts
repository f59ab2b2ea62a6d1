import { Injectable } from '@nestjs/common';
import { MetadataService, type WriteMetadataDto } from '#metadata';
import { Invalid, NotFound } from '#platform/errors';
import { Events } from '#platform/outbox';
import type { Project } from '#projects';
import type { CloneSegmentDto, CreateSegmentDto, WriteSegmentDto } from './segment.dto.js';
import { Segment } from './segment.entity.js';
import { SegmentCreated, SegmentDeleted, SegmentUpdated } from './segment.events.js';
import { checkRules, copyRules, rulesOf, sizeOf } from './segment-rules.js';
import { SegmentRepository } from './segment.repository.js';

@Injectable()
export class SegmentsService {
  constructor(
    private readonly segments: SegmentRepository,
    private readonly events: Events,
    private readonly metadata: MetadataService,
  ) {}

  /** @throws NotFound */
  async find(project: Project, id: number): Promise<Segment> {
    const segment = await this.segments.find(project.id, id);
    if (!segment) throw NotFound.of('Segment');
    await this.metadata.load('segment', [segment]);
    return segment;
  }

  async create(project: Project, input: CreateSegmentDto): Promise<Segment> {
    checkRules(input.rules);
    const featureId = input.feature ?? null;
    if (featureId !== null && !(await this.segments.hasFeature(project.id, featureId)))
      throw Invalid.reference('feature', featureId);
    await this.metadata.check('segment', project.id, input.metadata);
    const { name, description = null, metadata = [] } = input;
    const rules = rulesOf(input.rules, await this.ids(sizeOf(input.rules)));
    const segment = Object.assign(new Segment(), { projectId: project.id, featureId, name, description, rules });
    return this.add(segment, metadata);
  }

  /** Rules are replaced as a whole, where any are given. Project and feature stay. */
  async update(segment: Segment, input: Partial<WriteSegmentDto>): Promise<Segment> {
    await this.metadata.check('segment', segment.projectId, input.metadata);
    if (input.rules) {
      checkRules(input.rules);
      segment.rules = rulesOf(input.rules, await this.ids(sizeOf(input.rules)));
    }
    segment.name = input.name ?? segment.name;
    if (input.description !== undefined) segment.description = input.description;
    segment.updatedAt = new Date();
    const saved = await this.segments.save(segment);
    await this.metadata.write('segment', saved, input.metadata);
    await this.events.publish(new SegmentUpdated({ segmentId: segment.id, projectId: segment.projectId }));
    return saved;
  }

  /** The same rules under another name; it overrides nothing yet. */
  async clone(
    { projectId, featureId, description, rules, metadata = [] }: Segment,
    { name }: CloneSegmentDto,
  ): Promise<Segment> {
    const copied = copyRules(rules, await this.ids(sizeOf(rules)));
    return this.add(Object.assign(new Segment(), { projectId, featureId, name, description, rules: copied }), metadata);
  }

  async delete(segment: Segment): Promise<void> {
    await this.segments.remove(segment);
    await this.events.publish(new SegmentDeleted({ segmentId: segment.id, projectId: segment.projectId }));
  }

  private async add(segment: Segment, metadata: readonly WriteMetadataDto[]): Promise<Segment> {
    const saved = await this.segments.save(segment);
    await this.metadata.write('segment', saved, metadata);
    await this.events.publish(new SegmentCreated({ segmentId: saved.id, projectId: saved.projectId }));
    return saved;
  }

  private async ids(count: number): Promise<() => number> {
    const ids = await this.segments.ruleIds(count);
    return () => ids.shift() ?? 0;
  }
}
