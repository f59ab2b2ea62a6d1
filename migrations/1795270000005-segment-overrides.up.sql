create table feature_segment (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  feature_id integer not null references feature on delete cascade,
  segment_id integer not null references segment on delete cascade,
  environment_id integer not null references environment on delete cascade,
  -- 0 is the strongest; dense, and decided at the end of the transaction so that places can be swapped
  priority integer not null check (priority >= 0),
  constraint feature_segment_priority unique (environment_id, feature_id, priority) deferrable initially deferred
);
create index feature_segment_feature on feature_segment (feature_id);
create index feature_segment_segment on feature_segment (segment_id);

alter table feature_state add column feature_segment_id integer references feature_segment on delete cascade;
drop index feature_state_environment_default;
create unique index feature_state_environment_default on feature_state (environment_id, feature_id, version)
  where identity_id is null and feature_segment_id is null;
create unique index feature_state_segment_override on feature_state (feature_segment_id, version)
  where feature_segment_id is not null;
