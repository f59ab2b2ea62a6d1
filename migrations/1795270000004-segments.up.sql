create table segment (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  project_id integer not null references project on delete cascade,
  feature_id integer references feature on delete cascade,
  name varchar(2000) not null,
  description text,
  -- [{"id": 1, "type": "ALL", "conditions": […], "rules": [{"id": 2, "type": "ANY", "conditions": […]}]}]: one row is one write
  rules jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index segment_project on segment (project_id) where deleted_at is null;
create index segment_feature on segment (feature_id) where feature_id is not null;
create sequence segment_rule_id as integer;
