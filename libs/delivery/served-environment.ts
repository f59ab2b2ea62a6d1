import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  compileEnvironment,
  type CompilableFeature,
  type CompiledEnvironment,
  type Environment,
  type EvaluatedIdentity,
  type Outcome,
} from '#evaluation';
import { compilableSegment } from '#segments';
import type { EnvironmentRow, StateRow } from './environment-snapshot.query.js';
import { FlagList } from './flag-list.js';
import { outcomeOf, type FlagPiece } from './flag-piece.js';
import { ReadyBody } from './ready-body.js';

let made = 0;

/** States that are made ready before others get their turn. */
const TURN = 250;

export type Side = 'client' | 'server';

/** One environment at one moment, compiled: what SDKs are answered from. Replaced as a whole when something changes. */
export class ServedEnvironment {
  private readonly byName = new Map<string, number>();
  private readonly byFeature = new Map<number, number>();
  private readonly bodies = new Map<Side, ReadyBody>();
  private readonly lists = new Map<Side, FlagList>();
  /** Tells it from all others of this process, for what must not keep it in memory. */
  readonly serial = (made += 1);
  /** What tells SDKs when it last changed. */
  readonly headers: Readonly<Record<string, string>>;

  private constructor(
    readonly row: EnvironmentRow,
    readonly states: readonly StateRow[],
    private readonly compiled: CompiledEnvironment<FlagPiece>,
  ) {
    states.forEach(({ featureName, featureId }, index) => {
      this.byName.set(featureName, index);
      this.byFeature.set(featureId, index);
    });
    this.headers = {
      'x-flagsmith-document-updated-at': row.updatedAt,
      'last-modified': new Date(this.lastModified).toUTCString(),
    };
  }

  /** Compiles an environment in turns: a large one holds nobody up. */
  static async of(row: EnvironmentRow, states: readonly StateRow[]): Promise<ServedEnvironment> {
    const all = [...states, ...row.segments.flatMap((segment) => segment.states)];
    const outcomes = new Map<StateRow, Outcome<FlagPiece>>();
    for (const state of all) {
      outcomes.set(state, outcomeOf(state, row));
      if (outcomes.size % TURN === 0) await nextTurn();
    }
    return new ServedEnvironment(row, states, compileEnvironment(compilable(row, states, outcomes)));
  }

  /** Milliseconds since 1970, whole seconds. */
  get lastModified(): number {
    return Math.floor(this.row.updatedDate.getTime() / 1_000) * 1_000;
  }

  get hidesDisabled(): boolean {
    return this.row.hideDisabledFlags ?? this.row.projectHidesDisabled;
  }

  /** All flags without an identity; the same bytes until the environment changes. */
  flags(side: Side): ReadyBody {
    let body = this.bodies.get(side);
    if (!body)
      this.bodies.set(
        side,
        (body = ReadyBody.of(
          `[${this.visible(this.compiled.defaults, side)
            .map(({ flag }) => flag)
            .join(',')}]`,
        )),
      );
    return body;
  }

  /** One flag without an identity, by its name in any case. */
  flag(name: string, side: Side): FlagPiece | undefined {
    return this.namedInAnyCase(this.compiled.defaults, name, side);
  }

  /** One piece per feature, for one identity with its own overrides. */
  evaluate(identity: EvaluatedIdentity, overrides: readonly StateRow[]): FlagPiece[] {
    const own = new Map<number, ReturnType<typeof outcomeOf>>();
    for (const state of overrides) {
      const index = this.byFeature.get(state.featureId);
      if (index !== undefined) own.set(index, outcomeOf(state, this.row));
    }
    return this.compiled.evaluate(identity, own);
  }

  /** The one of these pieces that belongs to a feature, by its exact name. */
  named(pieces: readonly FlagPiece[], name: string, side: Side): FlagPiece | undefined {
    return this.pick(pieces, this.byName.get(name) ?? -1, side);
  }

  /** The same, by the name in any case. */
  namedInAnyCase(pieces: readonly FlagPiece[], name: string, side: Side): FlagPiece | undefined {
    return this.pick(pieces, this.indexOf(name), side);
  }

  /** What a key of that side may see of these pieces. */
  visible(pieces: readonly FlagPiece[], side: Side): readonly FlagPiece[] {
    return pieces.filter((piece) => this.isVisible(piece, side));
  }

  /** The bytes of what such a key may see. */
  flagList(side: Side): FlagList {
    let list = this.lists.get(side);
    if (!list)
      this.lists.set(side, (list = new FlagList(this.compiled.defaults, (piece) => this.isVisible(piece, side))));
    return list;
  }

  private isVisible(piece: FlagPiece, side: Side): boolean {
    return (side === 'server' || !piece.serverKeyOnly) && (piece.enabled || !this.hidesDisabled);
  }

  private indexOf(nameInAnyCase: string): number {
    const wanted = nameInAnyCase.toLowerCase();
    return this.states.findIndex(({ featureName }) => featureName.toLowerCase() === wanted);
  }

  private pick(pieces: readonly FlagPiece[], index: number, side: Side): FlagPiece | undefined {
    const piece = pieces[index];
    return piece && this.visible([piece], side)[0];
  }
}

/** Only segments with an override here decide about anything. // upstream: §8.5 */
function compilable(
  row: EnvironmentRow,
  states: readonly StateRow[],
  outcomes: ReadonlyMap<StateRow, Outcome<FlagPiece>>,
): Environment<FlagPiece> {
  const outcome = (state: StateRow): Outcome<FlagPiece> => outcomes.get(state) ?? outcomeOf(state, row);
  const segments = row.segments.filter((segment) => segment.states.length > 0);
  const overrides = new Map<number, CompilableFeature<FlagPiece>['overrides'][number][]>(
    states.map(({ featureId }) => [featureId, []]),
  );
  segments.forEach((segment, index) => {
    for (const state of segment.states) {
      const override = { segment: index, priority: state.priority ?? 0, outcome: outcome(state) };
      overrides.get(state.featureId)?.push(override);
    }
  });
  return {
    key: row.apiKey,
    name: row.name,
    segments: segments.map(compilableSegment),
    features: states.map((state) => ({
      name: state.featureName,
      base: outcome(state),
      overrides: overrides.get(state.featureId) ?? [],
    })),
  };
}
