-- Users of one organisation who are granted things together.
create table user_group (
  id integer generated always as identity primary key,
  organisation_id integer not null references organisation on delete cascade,
  name varchar(200) not null,
  is_default boolean not null default false,
  external_id varchar(255),
  constraint user_group_external_id unique (organisation_id, external_id),
  -- what the rows of its members refer to, so that a group and its members are of one organisation
  constraint user_group_of_organisation unique (id, organisation_id)
);

-- Who leaves the organisation leaves its groups, and nobody from outside gets in: the two foreign keys see to it.
create table user_group_member (
  group_id integer not null,
  user_id integer not null,
  organisation_id integer not null,
  group_admin boolean not null default false,
  primary key (group_id, user_id),
  constraint user_group_member_group foreign key (group_id, organisation_id)
    references user_group (id, organisation_id) on delete cascade,
  constraint user_group_member_membership foreign key (organisation_id, user_id)
    references membership (organisation_id, user_id) on delete cascade
);
create index user_group_member_user on user_group_member (organisation_id, user_id);

-- A grant belongs to a user or to a group.
alter table permission_grant
  alter column user_id drop not null,
  add column group_id integer references user_group on delete cascade,
  add constraint permission_grant_one_holder check (num_nonnulls(user_id, group_id) = 1);
create unique index permission_grant_group_organisation on permission_grant (group_id, organisation_id)
  where group_id is not null and organisation_id is not null;
create unique index permission_grant_group_project on permission_grant (group_id, project_id)
  where group_id is not null and project_id is not null;
create unique index permission_grant_group_environment on permission_grant (group_id, environment_id)
  where group_id is not null and environment_id is not null;
