create table environment_feature_version (
  uuid uuid primary key default gen_random_uuid(),
  environment_id integer not null references environment on delete cascade,
  feature_id integer not null references feature on delete cascade,
  description text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by_id integer references account_user on delete set null,
  -- both null: a draft, unless a date has been proposed for it
  published_at timestamptz,
  live_from timestamptz,
  published_by_id integer references account_user on delete set null,
  -- what it was begun from; of a published one: the one that is live before it
  based_on uuid references environment_feature_version on delete set null,
  constraint environment_feature_version_live check (published_at is null or live_from is not null)
);
create index environment_feature_version_place on environment_feature_version (environment_id, feature_id);
create index environment_feature_version_feature on environment_feature_version (feature_id);
create index environment_feature_version_base on environment_feature_version (based_on);
create unique index environment_feature_version_moment on environment_feature_version (environment_id, feature_id, live_from desc)
  where published_at is not null;

-- what will go live; the row is gone when everybody has been told
create table scheduled_change (
  id integer generated always as identity primary key,
  live_from timestamptz not null,
  environment_id integer not null references environment on delete cascade,
  feature_id integer not null references feature on delete cascade,
  environment_feature_version uuid unique references environment_feature_version on delete cascade,
  feature_state_id integer unique references feature_state on delete cascade,
  constraint scheduled_change_of_one check (num_nonnulls(environment_feature_version, feature_state_id) = 1)
);
create index scheduled_change_live_from on scheduled_change (live_from);

alter table feature_state add column environment_feature_version uuid references environment_feature_version on delete cascade;
-- what variants are hashed with; null: the row's own id. Copies keep it, so that identities keep their variants.
alter table feature_state add column mv_hashing_salt integer;
create unique index feature_state_version_default on feature_state (environment_feature_version)
  where environment_feature_version is not null and feature_segment_id is null;
create index feature_state_version on feature_state (environment_feature_version) where environment_feature_version is not null;
create unique index feature_state_version_override on feature_state (feature_segment_id)
  where environment_feature_version is not null;

alter table feature_segment add column environment_feature_version uuid references environment_feature_version on delete cascade;
create unique index feature_segment_version_segment on feature_segment (environment_feature_version, segment_id)
  where environment_feature_version is not null;
alter table feature_segment drop constraint feature_segment_priority;
-- null is a version of its own here: that of environments without versions
alter table feature_segment add constraint feature_segment_priority exclude using btree (
  environment_id with =, feature_id with =,
  coalesce(environment_feature_version, '00000000-0000-0000-0000-000000000000') with =, priority with =
) deferrable initially deferred;

-- The version of each feature in each environment that is live now.
create view live_feature_version as
  select distinct on (environment_id, feature_id) environment_id, feature_id, uuid, live_from
  from environment_feature_version
  where published_at is not null and live_from <= statement_timestamp()
  order by environment_id, feature_id, live_from desc;

-- The defaults and the overrides of segments that count now; overrides of identities have no versions, and always do. Whoever asks
-- what a flag is asks here.
create view live_feature_state as
  select s.id, v.environment_id, v.feature_id
  from live_feature_version v
  join environment e on e.id = v.environment_id and e.use_v2_feature_versioning
  join feature_state s on s.environment_feature_version = v.uuid
  union all
  select id, environment_id, feature_id from (
    select distinct on (s.environment_id, s.feature_id, s.feature_segment_id) s.id, s.environment_id, s.feature_id
    from feature_state s join environment e on e.id = s.environment_id and not e.use_v2_feature_versioning
    where s.identity_id is null and s.version is not null and s.live_from <= statement_timestamp()
    order by s.environment_id, s.feature_id, s.feature_segment_id, s.live_from desc, s.version desc) newest;
