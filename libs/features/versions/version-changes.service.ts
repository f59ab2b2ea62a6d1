import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { Invalid, type Faults } from '#platform/errors';
import { SegmentRepository, type Segment } from '#segments';
import type { Feature } from '../feature.entity.js';
import type { PriorityDto } from '../overrides/feature-segment.dto.js';
import { FeatureSegmentRepository } from '../overrides/feature-segment.repository.js';
import type { CreateFeatureVersionDto } from './feature-version.dto.js';
import type { FeatureVersion } from './feature-version.entity.js';
import { VersionContentsRepository } from './version-contents.repository.js';
import type { WriteVersionStateDto } from './version-state.dto.js';
import { scopeOf, VersionStatesService } from './version-states.service.js';

type Segments = ReadonlyMap<number, Segment>;

const LISTS = ['feature_states_to_create', 'feature_states_to_update'] as const;

/** What somebody wants a new version to change, all at once. */
@Injectable()
export class VersionChangesService {
  constructor(
    private readonly segments: SegmentRepository,
    private readonly rows: FeatureSegmentRepository,
    private readonly states: VersionStatesService,
    private readonly contents: VersionContentsRepository,
  ) {}

  /** The segments that are named. Nobody deletes them until the transaction ends. @throws Invalid for one that is not there */
  async holdSegments(environment: Environment, input: CreateFeatureVersionDto): Promise<Segments> {
    const ids = LISTS.flatMap((list) => input[list] ?? []).flatMap(
      ({ feature_segment: place }) => place?.segment ?? [],
    );
    const found = new Map<number, Segment>();
    for (const id of [...new Set(ids)].toSorted((one, other) => one - other)) {
      const segment = await this.segments.find(environment.projectId, id);
      if (segment && (await this.rows.holdSegment(id))) found.set(id, segment);
    }
    if (ids.some((id) => !found.has(id))) throw new Invalid(unknownIn(input, found));
    return found;
  }

  async apply(
    environment: Environment,
    feature: Feature,
    draft: FeatureVersion,
    input: CreateFeatureVersionDto,
    segments: Segments,
  ): Promise<void> {
    const places: PriorityDto[] = [];
    for (const wanted of input.feature_states_to_create ?? [])
      places.push(...(await this.create(environment, feature, draft, wanted, segments)));
    for (const wanted of input.feature_states_to_update ?? [])
      places.push(...(await this.update(draft, wanted, segments)));
    await this.states.arrange(places);
    await this.contents.drop(draft, input.segment_ids_to_delete_overrides ?? []);
  }

  private async create(
    environment: Environment,
    feature: Feature,
    draft: FeatureVersion,
    wanted: WriteVersionStateDto,
    segments: Segments,
  ): Promise<PriorityDto[]> {
    const place = wanted.feature_segment;
    if (!place) throw new Invalid({ message: 'Cannot create FeatureState objects that are not segment overrides.' });
    if (await this.rows.overrideBy(scopeOf(draft), place.segment))
      throw conflict(`segment override already exists for segment '${segments.get(place.segment)?.name}'`);
    const { row } = await this.states.create(environment, feature, draft, wanted);
    return row && place.priority != null ? [{ id: row.id, priority: place.priority }] : [];
  }

  /** Places are given to all at once in the end: one after the other they would push each other around. */
  private async update(
    draft: FeatureVersion,
    { feature_segment: place, ...wanted }: WriteVersionStateDto,
    segments: Segments,
  ): Promise<PriorityDto[]> {
    const segmentId = place?.segment ?? null;
    const found = (await this.states.list(draft)).find(({ row }) => (row?.segmentId ?? null) === segmentId);
    if (!found)
      throw conflict(
        segmentId === null
          ? 'the environment default does not exist.'
          : `segment override does not exist for segment '${segments.get(segmentId)?.name}'.`,
      );
    await this.states.update(draft, found, wanted);
    return found.row && place?.priority != null ? [{ id: found.row.id, priority: place.priority }] : [];
  }
}

const conflict = (what: string): Invalid => new Invalid({ message: `An unresolvable conflict occurred: ${what}` });

function unknownIn(input: CreateFeatureVersionDto, known: Segments): Faults {
  const faultOf = ({ feature_segment: place }: WriteVersionStateDto): Faults =>
    place && !known.has(place.segment)
      ? { feature_segment: { segment: [`Invalid pk "${place.segment}" - object does not exist.`] } }
      : {};
  return Object.fromEntries(
    LISTS.map((list) => [list, (input[list] ?? []).map(faultOf)] as const).filter(([, faults]) =>
      faults.some((fault) => Object.keys(fault).length > 0),
    ),
  );
}
