import type { Outcome } from '#evaluation';
import { scalarOf, type FlagValue } from '#features';
import type { EnvironmentRow, StateRow } from './environment-snapshot.query.js';

/** What a flag can turn out to be, ready to be sent. */
export interface FlagPiece {
  readonly enabled: boolean;
  readonly serverKeyOnly: boolean;
  /** The JSON of `GET /flags/`. */
  readonly flag: string;
  /** The JSON of `/identities/`, which says the variant too. */
  readonly identityFlag: string;
  /** The JSON of the deprecated routes, which know no variants. */
  readonly controlFlag: string;
}

/** Every way in which a state can turn out: its control, and each of its variants. */
export function outcomeOf(state: StateRow, environment: EnvironmentRow): Outcome<FlagPiece> {
  const multivariate = state.featureType === 'MULTIVARIATE';
  const control = pieceOf(state, environment, state, multivariate ? 'control' : null);
  return {
    control,
    variants: state.variants.map((variant) => ({
      piece: { ...pieceOf(state, environment, variant, variant.key), controlFlag: control.flag },
      weight: variant.weight,
    })),
    seed: String(state.seed),
  };
}

function pieceOf(state: StateRow, environment: EnvironmentRow, value: FlagValue, variant: string | null): FlagPiece {
  const flag = JSON.stringify(environment.hideSensitiveData ? masked(state, value) : open(state, value, environment));
  return {
    enabled: state.enabled,
    serverKeyOnly: state.serverKeyOnly,
    flag,
    identityFlag: `${flag.slice(0, -1)},"variant":${JSON.stringify(variant)}}`,
    controlFlag: flag,
  };
}

function open(state: StateRow, value: FlagValue, environment: EnvironmentRow): object {
  return {
    id: state.id,
    feature: {
      id: state.featureId,
      name: state.featureName,
      created_date: state.createdDate.toISOString(),
      description: state.description,
      initial_value: state.initialValue,
      default_enabled: state.defaultEnabled,
      type: state.featureType,
    },
    feature_state_value: scalarOf(value),
    environment: environment.id,
    identity: state.identityId,
    feature_segment: state.featureSegmentId,
    enabled: state.enabled,
  };
}

/** The same shape with everything gone that a client need not know. */
function masked(state: StateRow, value: FlagValue): object {
  return {
    id: null,
    feature: {
      id: state.featureId,
      name: state.featureName,
      created_date: null,
      description: null,
      initial_value: null,
      default_enabled: null,
      type: state.featureType,
    },
    feature_state_value: scalarOf(value),
    environment: null,
    identity: null,
    feature_segment: null,
    enabled: state.enabled,
  };
}
