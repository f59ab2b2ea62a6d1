import { Injectable } from '@nestjs/common';
import { Invalid, type FaultTree } from '#platform/errors';
import type { Described } from '../content-types.js';
import { isFieldValue } from './field-value.js';
import type { MetadataDto, WriteMetadataDto } from './metadata-value.dto.js';
import { MetadataValueRepository, type ApplicableField } from './metadata-value.repository.js';

/** A thing that something may be written down about; `metadata` is no column of it. */
export interface Describable {
  readonly id: number;
  metadata?: readonly MetadataDto[];
}

/** What is written down about features, segments and environments. */
@Injectable()
export class MetadataService {
  constructor(private readonly values: MetadataValueRepository) {}

  /**
   * Whether a thing of the project may be saved with these.
   * @param given nothing counts as an empty list: what is required has to come with every change (upstream: §6.4)
   * @throws Invalid
   */
  async check(kind: Described, projectId: number, given: readonly WriteMetadataDto[] = []): Promise<void> {
    const fields = await this.values.applicable(kind, projectId);
    const known = new Map(fields.map((field) => [field.id, field]));
    const faults = given.map((value, index) => faultOf(value, known.get(value.model_field), given.slice(0, index)));
    if (faults.some((fault) => Object.keys(fault).length > 0)) throw new Invalid({ metadata: faults });
    const missing = fields.find(({ id, required }) => required && !given.some((one) => one.model_field === id));
    if (missing) throw Invalid.field('metadata', `Missing required metadata field: ${missing.name}`);
  }

  /** What was checked, in place of what there was; where nothing is given what there was stays. */
  async write(kind: Described, thing: Describable, given?: readonly WriteMetadataDto[]): Promise<void> {
    if (given) await this.values.replace(kind, thing.id, given);
    await this.load(kind, [thing]);
  }

  /** Fills in `metadata`. */
  async load(kind: Described, things: readonly Describable[]): Promise<void> {
    if (things.length === 0) return;
    const ids = things.map(({ id }) => id);
    const found = await this.values.of(kind, ids);
    for (const thing of things) thing.metadata = found.get(thing.id) ?? [];
  }
}

function faultOf(
  { model_field, field_value }: WriteMetadataDto,
  field: ApplicableField | undefined,
  before: readonly WriteMetadataDto[],
): FaultTree {
  if (!field) return { model_field: [`Invalid pk "${model_field}" - object does not exist.`] };
  if (before.some((other) => other.model_field === model_field))
    return { model_field: ['This field has a value already.'] };
  return isFieldValue(field.type, field_value) ? {} : { non_field_errors: [`Invalid value for field ${field.name}`] };
}
