create table project (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  organisation_id integer not null references organisation on delete cascade,
  name varchar(2000) not null,
  created_date timestamptz not null default now(),
  hide_disabled_flags boolean not null default false,
  prevent_flag_defaults boolean not null default false,
  enable_realtime_updates boolean not null default false,
  only_allow_lower_case_feature_names boolean not null default true,
  feature_name_regex varchar(255),
  stale_flags_limit_days integer not null default 30,
  minimum_change_request_approvals integer,
  enforce_feature_owners boolean not null default false,
  max_segments_allowed integer not null default 500,
  max_features_allowed integer not null default 1000,
  max_segment_overrides_allowed integer not null default 2000,
  deleted_at timestamptz
);
create unique index project_name on project (organisation_id, name) where deleted_at is null;

create table environment (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  project_id integer not null references project on delete cascade,
  name varchar(2000) not null,
  description varchar(20000),
  api_key varchar(100) not null,
  created_date timestamptz not null default now(),
  updated_at timestamptz not null default clock_timestamp(),
  minimum_change_request_approvals integer,
  allow_client_traits boolean not null default true,
  banner_text varchar(255),
  banner_colour varchar(7),
  hide_disabled_flags boolean,
  use_identity_composite_key_for_hashing boolean not null default true,
  hide_sensitive_data boolean not null default false,
  use_v2_feature_versioning boolean not null default false,
  use_identity_overrides_in_local_eval boolean not null default true,
  is_creating boolean not null default false,
  deleted_at timestamptz
);
create unique index environment_name on environment (project_id, name) where deleted_at is null;
create unique index environment_api_key_chosen on environment (api_key);

create table environment_api_key (
  id integer generated always as identity primary key,
  environment_id integer not null references environment on delete cascade,
  key varchar(100) not null unique,
  name varchar(100) not null,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  expires_at timestamptz
);
create index environment_api_key_environment on environment_api_key (environment_id);

-- What a user may do on one organisation, project or environment, beyond their role.
create table permission_grant (
  id integer generated always as identity primary key,
  user_id integer not null references account_user on delete cascade,
  organisation_id integer references organisation on delete cascade,
  project_id integer references project on delete cascade,
  environment_id integer references environment on delete cascade,
  admin boolean not null default false,
  permissions text[] not null default '{}',
  constraint permission_grant_one_level check (num_nonnulls(organisation_id, project_id, environment_id) = 1)
);
create unique index permission_grant_organisation on permission_grant (user_id, organisation_id) where organisation_id is not null;
create unique index permission_grant_project on permission_grant (user_id, project_id) where project_id is not null;
create unique index permission_grant_environment on permission_grant (user_id, environment_id) where environment_id is not null;
create index permission_grant_of_organisation on permission_grant (organisation_id) where organisation_id is not null;
create index permission_grant_of_project on permission_grant (project_id) where project_id is not null;
create index permission_grant_of_environment on permission_grant (environment_id) where environment_id is not null;
