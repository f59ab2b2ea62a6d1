-- What delivery reads of one environment, however many states others have.
create index feature_state_served on feature_state (environment_id) where identity_id is null;
create index feature_state_overrides on feature_state (environment_id, identity_id) where identity_id is not null;
-- An identity has ten traits, and integers end at two thousand millions.
alter sequence trait_id as bigint;
