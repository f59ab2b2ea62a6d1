import type { FlagPiece } from '../flag-piece.js';
import type { IdentityFlagDto } from '../sdk.dto.js';
import type { OfrepFailureDto, OfrepFlagDto, OfrepReason } from './ofrep.dto.js';

const known = new WeakMap<FlagPiece, { flag: OfrepFlagDto; isSplit: boolean }>();

/**
 * A flag as OpenFeature knows it. A flag without a value is a boolean one: it is whether it is on. One with a value answers that,
 * or nothing while it is off.
 * @param anonymous without a targeting key nobody can be given a share of a split
 */
export function ofrepFlag(piece: FlagPiece, anonymous: boolean): OfrepFlagDto | OfrepFailureDto {
  let made = known.get(piece);
  if (!made) known.set(piece, (made = makeFlag(piece)));
  const { flag, isSplit } = made;
  if (!anonymous || !isSplit) return flag;
  return { key: flag.key, errorCode: 'TARGETING_KEY_MISSING', errorDetails: 'A split needs a targetingKey.' };
}

function makeFlag({ identityFlag, enabled }: FlagPiece): { flag: OfrepFlagDto; isSplit: boolean } {
  const told: IdentityFlagDto = JSON.parse(identityFlag);
  const reason = reasonOf(told);
  const value = told.feature_state_value;
  const base = { key: told.feature.name, reason, metadata: { enabled } };
  if (value === null || value === '') return { flag: { ...base, value: enabled }, isSplit: false };
  if (!enabled) return { flag: base, isSplit: false };
  const variant = told.variant === null ? {} : { variant: told.variant };
  return { flag: { ...base, value, ...variant }, isSplit: reason === 'SPLIT' };
}

/** Where the environment hides what is sensitive, whom a value is for is not told. */
function reasonOf({ enabled, identity, feature_segment, feature, environment }: IdentityFlagDto): OfrepReason {
  if (!enabled) return 'DISABLED';
  if (identity !== null || feature_segment !== null) return 'TARGETING_MATCH';
  if (feature.type === 'MULTIVARIATE') return 'SPLIT';
  return environment === null ? 'UNKNOWN' : 'STATIC';
}
