-- What an organisation, or one of its projects, writes down about its features, segments and environments.
create table metadata_field (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  organisation_id integer not null references organisation on delete cascade,
  -- null: of all projects of the organisation
  project_id integer references project on delete cascade,
  name varchar(255) not null,
  type varchar(20) not null default 'str',
  description text,
  constraint metadata_field_type check (type in ('int', 'str', 'bool', 'url', 'multiline_str'))
);
create unique index metadata_field_name on metadata_field (organisation_id, coalesce(project_id, 0), name);
create index metadata_field_project on metadata_field (project_id) where project_id is not null;

-- Which kinds of things have a field.
create table metadata_model_field (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  field_id integer not null references metadata_field on delete cascade,
  model varchar(20) not null,
  constraint metadata_model_field_once unique (field_id, model),
  constraint metadata_model_field_model check (model in ('organisation', 'project', 'environment', 'feature', 'segment'))
);

-- Where a thing of that kind must not be without it.
create table metadata_requirement (
  id integer generated always as identity primary key,
  model_field_id integer not null references metadata_model_field on delete cascade,
  organisation_id integer references organisation on delete cascade,
  project_id integer references project on delete cascade,
  constraint metadata_requirement_of_one check (num_nonnulls(organisation_id, project_id) = 1)
);
create unique index metadata_requirement_once
  on metadata_requirement (model_field_id, coalesce(organisation_id, 0), coalesce(project_id, 0));
create index metadata_requirement_organisation on metadata_requirement (organisation_id);
create index metadata_requirement_project on metadata_requirement (project_id);

create table metadata_value (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  model_field_id integer not null references metadata_model_field on delete cascade,
  environment_id integer references environment on delete cascade,
  feature_id integer references feature on delete cascade,
  segment_id integer references segment on delete cascade,
  field_value varchar(2000) not null,
  constraint metadata_value_of_one check (num_nonnulls(environment_id, feature_id, segment_id) = 1),
  constraint metadata_value_environment unique (environment_id, model_field_id),
  constraint metadata_value_feature unique (feature_id, model_field_id),
  constraint metadata_value_segment unique (segment_id, model_field_id)
);
create index metadata_value_model_field on metadata_value (model_field_id);

-- A clone takes a name that is taken; all other names stay unique.
alter table environment add column shares_name boolean not null default false;
drop index environment_name;
create unique index environment_name on environment (project_id, name) where deleted_at is null and not shares_name;

-- Repositories of code that are looked through for names of features.
create table vcs_repository (
  id integer generated always as identity primary key,
  project_id integer not null references project on delete cascade,
  url varchar(200) not null,
  vcs_provider varchar(50) not null,
  last_scanned_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint vcs_repository_once unique (project_id, url)
);

-- Where a feature was found, the last time that it was.
create table code_reference_scan (
  feature_id integer not null references feature on delete cascade,
  repository_id integer not null references vcs_repository on delete cascade,
  revision varchar(100) not null,
  -- that of the repository's last scan, or the feature was not in that any more
  found_at timestamptz not null,
  -- [{"file_path": "src/a.ts", "line_number": 7}]
  places jsonb not null,
  primary key (feature_id, repository_id)
);
create index code_reference_scan_repository on code_reference_scan (repository_id);
