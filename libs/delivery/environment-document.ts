import { createHash } from 'node:crypto';
import { scalarOf } from '#features';
import type { SegmentSubRule } from '#segments';
import type { OverriddenIdentity, SegmentRow, StateRow, VariantRow } from './environment-snapshot.query.js';
import type { ServedEnvironment } from './served-environment.js';

/** What SDKs evaluate locally from; `identity_overrides` comes last, and is still empty. // upstream: §10.5 */
export function environmentDocument({ row, states }: ServedEnvironment): object {
  return {
    id: row.id,
    api_key: row.apiKey,
    name: row.name,
    updated_at: row.updatedDate.toISOString(),
    allow_client_traits: row.allowClientTraits,
    hide_sensitive_data: row.hideSensitiveData,
    hide_disabled_flags: row.hideDisabledFlags,
    use_identity_composite_key_for_hashing: row.useCompositeKey,
    use_identity_overrides_in_local_eval: row.useOverridesInLocalEval,
    project: {
      id: row.projectId,
      name: row.projectName,
      hide_disabled_flags: row.projectHidesDisabled,
      enable_realtime_updates: row.enableRealtimeUpdates,
      server_key_only_feature_ids: states.flatMap(({ serverKeyOnly, featureId }) => (serverKeyOnly ? [featureId] : [])),
      organisation: {
        id: row.organisationId,
        name: row.organisationName,
        feature_analytics: row.featureAnalytics,
        stop_serving_flags: row.stopServingFlags,
        persist_trait_data: row.persistTraitData,
      },
      segments: row.segments.filter(isOfUse).map(segmentDocument),
    },
    feature_states: states.map(stateDocument),
    identity_overrides: [],
  };
}

/** What is for one feature is left out where it does not override it. */
function isOfUse({ featureId, states }: SegmentRow): boolean {
  return featureId === null || states.length > 0;
}

function segmentDocument({ id, name, rules, states }: SegmentRow): object {
  return {
    id,
    name,
    rules: rules.map((rule) => ({ ...ruleDocument(rule), rules: rule.rules.map(ruleDocument) })),
    feature_states: states.map(stateDocument),
  };
}

function ruleDocument({ type, conditions }: SegmentSubRule): object {
  const documents = conditions.map(({ operator, property, value }) => ({ operator, property_: property, value }));
  return { type, rules: [], conditions: documents };
}

/** One of its `identity_overrides`. */
export function identityDocument(apiKey: string, { id, identifier, createdDate, states }: OverriddenIdentity): object {
  return {
    identifier,
    environment_api_key: apiKey,
    created_date: createdDate.toISOString(),
    identity_features: states.map(stateDocument),
    identity_traits: [],
    identity_uuid: uuidOf(`${apiKey}_${identifier}`),
    django_id: id,
    dashboard_alias: null,
    composite_key: `${apiKey}_${identifier}`,
  };
}

/** The same for the same identity whenever and wherever the document is built, so that its tag is as well (a UUID of version 8). */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** `django_id` is what variants are hashed with. */
function stateDocument(state: StateRow): object {
  return {
    feature: { id: state.featureId, name: state.featureName, type: state.featureType },
    enabled: state.enabled,
    django_id: state.seed,
    feature_segment: state.priority === null ? null : { priority: state.priority },
    featurestate_uuid: state.uuid,
    feature_state_value: scalarOf(state),
    multivariate_feature_state_values: state.variants.map(variantDocument),
  };
}

function variantDocument(variant: VariantRow): object {
  return {
    multivariate_feature_option: { id: variant.optionId, value: scalarOf(variant), key: variant.key },
    percentage_allocation: variant.weight,
    id: variant.id,
    mv_fs_value_uuid: variant.uuid,
  };
}
