-- Sessions carry this number; one more, and all of them are over.
alter table account_user add column session_version integer not null default 0;
-- When the password was last given, and was right: what cannot be undone asks for it again after a while.
alter table account_user add column password_confirmed_at timestamptz;
-- Inactive because the address is not confirmed yet, and not because somebody decided so.
alter table account_user add column awaits_activation boolean not null default false;

-- A link that was mailed. Only the digest of its token is kept; the row goes when the link is used or is no longer good.
create table mailed_link (
  digest bytea primary key,
  user_id integer not null references account_user on delete cascade,
  purpose varchar(20) not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  constraint mailed_link_purpose check (purpose in ('activation', 'password', 'email'))
);
create index mailed_link_user on mailed_link (user_id, purpose);
create index mailed_link_created_at on mailed_link (created_at);

-- A login that has passed its first step and waits for a code.
create table login_challenge (
  digest bytea primary key,
  user_id integer not null references account_user on delete cascade,
  expires_at timestamptz not null
);
create index login_challenge_user on login_challenge (user_id);
create index login_challenge_expires_at on login_challenge (expires_at);

-- The authenticator app of a user. The secret is sealed with a key that is derived from SECRET_KEY.
create table mfa_method (
  user_id integer primary key references account_user on delete cascade,
  sealed_secret bytea not null,
  is_active boolean not null default false,
  last_step bigint
);

create table mfa_backup_code (
  user_id integer not null references mfa_method on delete cascade,
  digest bytea not null,
  primary key (user_id, digest)
);
