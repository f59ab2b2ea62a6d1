-- What SDKs asked for, one row per flush of a process; resource: 1 flags, 2 identities, 3 traits, 4 environment-document.
create table api_usage (
  id bigint generated always as identity primary key,
  environment_id integer not null references environment on delete cascade,
  resource smallint not null,
  count integer not null,
  created_at timestamptz not null default now()
);
create index api_usage_environment on api_usage (environment_id, created_at);

-- What SDKs reported of the flags they were asked for.
create table feature_evaluation (
  id bigint generated always as identity primary key,
  environment_id integer not null references environment on delete cascade,
  feature_name text not null,
  identity_identifier text,
  enabled_when_evaluated boolean,
  count integer not null,
  created_at timestamptz not null default now()
);
create index feature_evaluation_environment on feature_evaluation (environment_id, feature_name, created_at);
