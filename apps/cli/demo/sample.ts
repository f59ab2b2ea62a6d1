/** The account that the sample data belongs to. */
export const ADMIN_EMAIL = 'demo@example.com';
export const ORGANISATION = 'Sample Company';

export interface SampleFeature {
  readonly name: string;
  readonly description: string;
  readonly initial_value?: string | number | boolean;
  readonly default_enabled?: boolean;
  readonly is_server_key_only?: boolean;
  readonly is_archived?: boolean;
  readonly multivariate_options?: readonly object[];
  /** In which environments it is not as it was made. */
  readonly states?: Readonly<Record<string, { enabled?: boolean; feature_state_value?: string | number | boolean }>>;
}

export interface SampleSegment {
  readonly name: string;
  readonly description: string;
  readonly rules: readonly object[];
}

/** What a feature is for a segment, or an identity, in every environment where there are any. */
export interface SampleOverride {
  readonly feature: string;
  readonly enabled: boolean;
  readonly value?: string | number | boolean;
  /** Shares of the feature's variants, in their order. */
  readonly shares?: readonly number[];
}

export interface SampleIdentity {
  readonly identifier: string;
  readonly traits: Readonly<Record<string, string | number | boolean>>;
  readonly overrides?: readonly SampleOverride[];
}

export interface SampleProject {
  readonly name: string;
  readonly environments: readonly string[];
  readonly features: readonly SampleFeature[];
  readonly segments: readonly SampleSegment[];
  readonly overrides: readonly (SampleOverride & { readonly segment: string })[];
  /** In every environment. */
  readonly identities: readonly SampleIdentity[];
}

const is = (property: string, operator: string, value: string): object => ({ property, operator, value });
const all = (...conditions: object[]): object => ({ type: 'ALL', conditions });
const any = (...conditions: object[]): object => ({ type: 'ANY', conditions });
const none = (...conditions: object[]): object => ({ type: 'NONE', conditions });
const allOf = (...rules: object[]): object => ({ type: 'ALL', conditions: [], rules });
const variant = (value: string, share: number): object => ({
  type: 'unicode',
  string_value: value,
  default_percentage_allocation: share,
});

const SHOP: SampleProject = {
  name: 'Web Shop',
  environments: ['Development', 'Staging', 'Production'],
  features: [
    {
      name: 'dark_mode',
      description: 'On or off, and nothing else.',
      states: { Development: { enabled: true }, Staging: { enabled: true } },
    },
    {
      name: 'checkout_banner',
      description: 'A text, another one in each environment.',
      initial_value: 'Free delivery from 50 €',
      default_enabled: true,
      states: { Development: { feature_state_value: 'This is a test shop: nothing will be delivered' } },
    },
    {
      name: 'max_cart_items',
      description: 'A number.',
      initial_value: 20,
      default_enabled: true,
      states: { Development: { feature_state_value: 1000 } },
    },
    {
      name: 'recommendations',
      description: 'Several variants: who gets which is decided by who they are.',
      initial_value: 'bestsellers',
      default_enabled: true,
      multivariate_options: [variant('similar_products', 30), variant('bought_together', 20)],
    },
    {
      name: 'new_checkout',
      description: 'Off for all but those who test it. Its value is JSON.',
      initial_value: '{"steps": 2, "express": true}',
    },
    {
      name: 'fraud_score_limit',
      description: 'For servers only: client-side keys never see it.',
      initial_value: 85,
      default_enabled: true,
      is_server_key_only: true,
    },
    {
      name: 'summer_sale_2025',
      description: 'Over, and archived.',
      initial_value: 'SUMMER25',
      is_archived: true,
    },
  ],
  segments: [
    {
      name: 'Premium customers',
      description: 'By one trait.',
      rules: [allOf(any(is('plan', 'IN', 'gold,platinum')))],
    },
    {
      name: 'Beta testers',
      description: 'By either of two traits.',
      rules: [allOf(any(is('beta', 'EQUAL', 'true'), is('email', 'REGEX', '.+@example\\.com$')))],
    },
    {
      name: 'A tenth of everybody',
      description: 'By a share: the same tenth whenever it is asked.',
      rules: [allOf(all({ operator: 'PERCENTAGE_SPLIT', property: null, value: '10' }))],
    },
    {
      name: 'Big spenders in Europe',
      description: 'Rules inside of a rule: some of these, all of those, none of the others.',
      rules: [
        allOf(
          any(is('country', 'EQUAL', 'DE'), is('country', 'EQUAL', 'FR'), is('country', 'EQUAL', 'PT')),
          all(is('total_spent', 'GREATER_THAN_INCLUSIVE', '1000')),
          none(is('blocked', 'EQUAL', 'true')),
        ),
      ],
    },
  ],
  overrides: [
    { segment: 'Beta testers', feature: 'new_checkout', enabled: true, value: '{"steps": 1, "express": true}' },
    { segment: 'A tenth of everybody', feature: 'dark_mode', enabled: true },
    { segment: 'Premium customers', feature: 'checkout_banner', enabled: true, value: 'Your delivery is always free' },
    { segment: 'Big spenders in Europe', feature: 'checkout_banner', enabled: true, value: 'A gift comes with it' },
    { segment: 'Premium customers', feature: 'max_cart_items', enabled: true, value: 100 },
    {
      segment: 'Big spenders in Europe',
      feature: 'recommendations',
      enabled: true,
      value: 'bestsellers',
      shares: [50, 50],
    },
  ],
  identities: [
    {
      identifier: 'ada',
      traits: { plan: 'gold', country: 'DE', total_spent: 1840.5, beta: true, email: 'ada@example.com' },
    },
    {
      identifier: 'grace',
      traits: { plan: 'free', country: 'US', total_spent: 12 },
      overrides: [{ feature: 'dark_mode', enabled: true }],
    },
    {
      identifier: 'linus',
      traits: { plan: 'platinum', country: 'PT', total_spent: 2500, blocked: true },
      overrides: [{ feature: 'checkout_banner', enabled: true, value: 'Welcome back, Linus' }],
    },
    { identifier: 'somebody-new', traits: {} },
  ],
};

const APP: SampleProject = {
  name: 'Mobile App',
  environments: ['Development', 'Production'],
  features: [
    {
      name: 'biometric_login',
      description: 'On or off.',
      default_enabled: true,
      states: { Production: { enabled: false } },
    },
    { name: 'api_timeout_ms', description: 'A number.', initial_value: 5000, default_enabled: true },
    {
      name: 'update_notice',
      description: 'A text for those whose app is old.',
      initial_value: 'Please install the new version',
    },
    {
      name: 'onboarding',
      description: 'A test with three variants.',
      initial_value: 'tour',
      default_enabled: true,
      multivariate_options: [variant('video', 33), variant('nothing', 33)],
    },
  ],
  segments: [
    {
      name: 'Old versions',
      description: 'By version.',
      rules: [allOf(all(is('app_version', 'LESS_THAN', '2.0.0:semver')))],
    },
  ],
  overrides: [{ segment: 'Old versions', feature: 'update_notice', enabled: true }],
  identities: [
    { identifier: 'phone-1', traits: { app_version: '1.9.3', os: 'android' } },
    { identifier: 'phone-2', traits: { app_version: '2.1.0', os: 'ios' } },
  ],
};

export const PROJECTS: readonly SampleProject[] = [SHOP, APP];
