-- What features of a project are marked with.
create table tag (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  project_id integer not null references project on delete cascade,
  label varchar(100) not null,
  color varchar(10) not null default '#6837FC',
  description varchar(512),
  is_permanent boolean not null default false,
  is_system_tag boolean not null default false,
  type varchar(10) not null default 'NONE',
  constraint tag_type check (type in ('NONE', 'STALE', 'GITHUB', 'GITLAB', 'UNHEALTHY'))
);
create index tag_project on tag (project_id);
create unique index tag_system on tag (project_id, label, type) where is_system_tag;

create table feature_tag (
  feature_id integer not null references feature on delete cascade,
  tag_id integer not null,
  primary key (feature_id, tag_id),
  constraint feature_tag_tag foreign key (tag_id) references tag on delete cascade
);
create index feature_tag_of_tag on feature_tag (tag_id);

-- Rights under a name, which users, groups and keys of an organisation are given together.
create table role (
  id integer generated always as identity primary key,
  organisation_id integer not null references organisation on delete cascade,
  name varchar(255) not null,
  description text,
  -- what the rows of those who hold it refer to, so that a role and its holders are of one organisation
  constraint role_of_organisation unique (id, organisation_id)
);
create index role_organisation on role (organisation_id);

-- Says nothing of rights: a left-over on the wire that is kept as it is given.
create table role_tag (
  role_id integer not null references role on delete cascade,
  tag_id integer not null,
  primary key (role_id, tag_id),
  constraint role_tag_tag foreign key (tag_id) references tag on delete cascade
);
create index role_tag_of_tag on role_tag (tag_id);

alter table master_api_key add constraint master_api_key_of_organisation unique (prefix, organisation_id);

-- Who holds a role. It goes with the membership, the group or the key.
create table role_assignment (
  id integer generated always as identity primary key,
  role_id integer not null,
  organisation_id integer not null,
  user_id integer,
  group_id integer,
  master_api_key varchar(8),
  constraint role_assignment_one_holder check (num_nonnulls(user_id, group_id, master_api_key) = 1),
  constraint role_assignment_role foreign key (role_id, organisation_id)
    references role (id, organisation_id) on delete cascade,
  constraint role_assignment_member foreign key (organisation_id, user_id)
    references membership (organisation_id, user_id) on delete cascade,
  constraint role_assignment_of_group foreign key (group_id, organisation_id)
    references user_group (id, organisation_id) on delete cascade,
  constraint role_assignment_of_key foreign key (master_api_key, organisation_id)
    references master_api_key (prefix, organisation_id) on delete cascade
);
create unique index role_assignment_user on role_assignment (user_id, role_id) where user_id is not null;
create unique index role_assignment_group on role_assignment (group_id, role_id) where group_id is not null;
create unique index role_assignment_key on role_assignment (master_api_key, role_id) where master_api_key is not null;
create index role_assignment_of_role on role_assignment (role_id);

-- A grant belongs to a user, to a group or to a role.
alter table permission_grant
  add column role_id integer references role on delete cascade,
  drop constraint permission_grant_one_holder,
  add constraint permission_grant_one_holder check (num_nonnulls(user_id, group_id, role_id) = 1);
create unique index permission_grant_role_organisation on permission_grant (role_id, organisation_id)
  where role_id is not null and organisation_id is not null;
create unique index permission_grant_role_project on permission_grant (role_id, project_id)
  where role_id is not null and project_id is not null;
create unique index permission_grant_role_environment on permission_grant (role_id, environment_id)
  where role_id is not null and environment_id is not null;

-- Permissions of a grant that count for features with one of these tags only. They are not among its `permissions`: a tag that is
-- deleted takes the permission with it, and never widens it.
create table permission_grant_tag (
  grant_id integer not null references permission_grant on delete cascade,
  permission varchar(100) not null,
  tag_id integer not null,
  -- where the permission stands among all of the grant
  place smallint not null,
  primary key (grant_id, permission, tag_id),
  constraint permission_grant_tag_tag foreign key (tag_id) references tag on delete cascade
);
create index permission_grant_tag_of_tag on permission_grant_tag (tag_id);
