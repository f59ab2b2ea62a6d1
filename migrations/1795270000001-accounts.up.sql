create table account_user (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  email varchar(254) not null,
  first_name varchar(150) not null,
  last_name varchar(150) not null,
  password_hash text,
  sign_up_type varchar(100),
  auth_type varchar(20) not null default 'EMAIL',
  marketing_consent_given boolean not null default true,
  is_active boolean not null default true,
  is_staff boolean not null default false,
  is_superuser boolean not null default false,
  onboarding jsonb,
  date_joined timestamptz not null default now(),
  last_login timestamptz
);
create unique index account_user_email on account_user (lower(email));

-- One token per user. Only its digest is kept: the token itself is derived from the serial and the server's secret key.
create table user_token (
  user_id integer primary key references account_user on delete cascade,
  serial uuid not null,
  digest bytea not null unique,
  created_at timestamptz not null default now()
);

create table organisation (
  id integer generated always as identity primary key,
  uuid uuid not null default gen_random_uuid() unique,
  name varchar(2000) not null,
  created_date timestamptz not null default now(),
  webhook_notification_email varchar(254),
  persist_trait_data boolean not null default true,
  block_access_to_admin boolean not null default false,
  restrict_project_create_to_admin boolean not null default false,
  force_2fa boolean not null default false,
  stop_serving_flags boolean not null default false,
  feature_analytics boolean not null default false,
  deleted_at timestamptz
);

create table membership (
  id integer generated always as identity primary key,
  organisation_id integer not null references organisation on delete cascade,
  user_id integer not null references account_user on delete cascade,
  role varchar(10) not null,
  date_joined timestamptz not null default now(),
  constraint membership_once unique (organisation_id, user_id),
  constraint membership_role check (role in ('ADMIN', 'USER'))
);
create index membership_user on membership (user_id);

create table master_api_key (
  prefix varchar(8) primary key,
  organisation_id integer not null references organisation on delete cascade,
  name varchar(50) not null,
  digest bytea not null,
  is_admin boolean not null default true,
  created timestamptz not null default now(),
  expiry_date timestamptz,
  created_by integer references account_user on delete set null,
  revoked boolean not null default false
);
create index master_api_key_organisation on master_api_key (organisation_id);
