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

-- Invitations by mail. What stands in their links is derived from the serial and the server's secret key; only its digest is kept.
create table invite (
  id integer generated always as identity primary key,
  organisation_id integer not null references organisation on delete cascade,
  email varchar(254) not null,
  role varchar(10) not null,
  serial uuid not null,
  digest bytea not null unique,
  invited_by integer references account_user on delete set null,
  date_created timestamptz not null default now(),
  constraint invite_role check (role in ('ADMIN', 'USER')),
  constraint invite_of_organisation unique (id, organisation_id)
);
create unique index invite_email on invite (organisation_id, lower(email));
create index invite_address on invite (lower(email));

-- The groups that the invited are put into.
create table invite_group (
  invite_id integer not null,
  group_id integer not null,
  organisation_id integer not null,
  primary key (invite_id, group_id),
  constraint invite_group_invite foreign key (invite_id, organisation_id)
    references invite (id, organisation_id) on delete cascade,
  constraint invite_group_group foreign key (group_id, organisation_id)
    references user_group (id, organisation_id) on delete cascade
);
create index invite_group_of_group on invite_group (group_id);

-- Links that let anybody in who has them.
create table invite_link (
  id integer generated always as identity primary key,
  organisation_id integer not null references organisation on delete cascade,
  role varchar(10) not null,
  serial uuid not null,
  digest bytea not null unique,
  expires_at timestamptz,
  date_created timestamptz not null default now(),
  constraint invite_link_role check (role in ('ADMIN', 'USER'))
);
create index invite_link_organisation on invite_link (organisation_id);

-- When an SDK asked an environment for flags for the first time, and which one it was.
create table environment_onboarding (
  environment_id integer primary key references environment on delete cascade,
  first_evaluated_at timestamptz not null default now(),
  first_evaluated_sdk_label varchar(50) not null
);
