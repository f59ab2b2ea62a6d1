create table feature (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  project_id integer not null references project on delete cascade,
  name varchar(2000) not null,
  created_date timestamptz not null default now(),
  description text,
  initial_value text,
  default_enabled boolean not null default false,
  type varchar(50) not null default 'STANDARD',
  is_archived boolean not null default false,
  is_server_key_only boolean not null default false,
  deleted_at timestamptz
);
create unique index feature_name on feature (project_id, lower(name)) where deleted_at is null;

create table feature_owner (
  feature_id integer not null references feature on delete cascade,
  user_id integer not null references account_user on delete cascade,
  primary key (feature_id, user_id)
);
create index feature_owner_user on feature_owner (user_id);

create table multivariate_feature_option (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  feature_id integer not null references feature on delete cascade,
  type varchar(10) not null default 'unicode',
  string_value text,
  integer_value integer,
  boolean_value boolean,
  default_percentage_allocation double precision not null default 100,
  key varchar(255)
);
create index multivariate_feature_option_feature on multivariate_feature_option (feature_id);
create unique index multivariate_feature_option_key on multivariate_feature_option (feature_id, key) where key is not null;

create table identity (
  id integer generated always as identity primary key,
  environment_id integer not null references environment on delete cascade,
  identifier varchar(2000) not null,
  created_date timestamptz not null default now(),
  -- {"<trait key>": {"id": 7, "type": "int", "value": 3}}: one row is one write, however many traits
  traits jsonb not null default '{}'
);
create unique index identity_identifier on identity (environment_id, identifier);
create sequence trait_id as integer;

create table feature_state (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  feature_id integer not null references feature on delete cascade,
  environment_id integer not null references environment on delete cascade,
  identity_id integer references identity on delete cascade,
  enabled boolean not null default false,
  type varchar(10) not null default 'unicode',
  string_value text,
  integer_value integer,
  boolean_value boolean,
  version integer default 1,
  live_from timestamptz default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index feature_state_environment_default on feature_state (environment_id, feature_id, version) where identity_id is null;
create unique index feature_state_identity_override on feature_state (identity_id, feature_id) where identity_id is not null;
create index feature_state_feature on feature_state (feature_id);

create table multivariate_feature_state_value (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  feature_state_id integer not null references feature_state on delete cascade,
  multivariate_feature_option_id integer not null references multivariate_feature_option on delete cascade,
  percentage_allocation double precision not null,
  constraint multivariate_feature_state_value_once unique (feature_state_id, multivariate_feature_option_id)
);
create index multivariate_feature_state_value_option on multivariate_feature_state_value (multivariate_feature_option_id);
