-- Being a provider: programs that act for a user.
create table oauth_client (
  id integer generated always as identity primary key,
  client_id varchar(100) not null unique,
  name varchar(255) not null,
  -- null for a public client; a secret is shown once
  secret_digest bytea,
  redirect_uris text[] not null,
  -- whether it is known by name, not by what it says of itself
  is_verified boolean not null default false,
  created_at timestamptz not null default now()
);
insert into oauth_client (client_id, name, redirect_uris, is_verified)
values ('flagsmith-cli', 'Flagsmith CLI', '{http://127.0.0.1/callback,http://[::1]/callback}', true);

-- What a user has allowed a client: first a code, then the tokens that it was exchanged for.
create table oauth_grant (
  id integer generated always as identity primary key,
  client_id integer not null references oauth_client on delete cascade,
  user_id integer not null references account_user on delete cascade,
  scope varchar(100) not null,
  redirect_uri varchar(2100) not null,
  code_digest bytea not null unique,
  code_challenge varchar(128) not null,
  code_expires_at timestamptz not null,
  code_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create index oauth_grant_client on oauth_grant (client_id);
create index oauth_grant_user on oauth_grant (user_id);

-- A pair of tokens. Only digests are kept: the tokens are derived from the serial and the server's secret key.
create table oauth_token (
  id integer generated always as identity primary key,
  grant_id integer not null references oauth_grant on delete cascade,
  serial uuid not null,
  access_digest bytea not null unique,
  access_expires_at timestamptz not null,
  access_revoked_at timestamptz,
  refresh_digest bytea not null unique,
  refresh_expires_at timestamptz not null,
  -- when the refresh token was exchanged for the next pair
  rotated_at timestamptz
);
create index oauth_token_grant on oauth_token (grant_id);

-- Keys that act for something else, such as a trust relationship: nobody holds them, and no list shows them.
alter table master_api_key add column hidden boolean not null default false;

-- Whose tokens an organisation takes: those of an issuer, for an audience, with these claims.
create table trust_relationship (
  id integer generated always as identity primary key,
  organisation_id integer not null references organisation on delete cascade,
  name varchar(100) not null,
  issuer varchar(500) not null,
  audience varchar(500) not null,
  claim_rules jsonb not null,
  master_api_key_prefix varchar(8) not null unique references master_api_key on delete cascade,
  created_by integer references account_user on delete set null,
  created_at timestamptz not null default now()
);
create unique index trust_relationship_issuer_audience on trust_relationship (issuer, audience);
create index trust_relationship_organisation on trust_relationship (organisation_id);

-- Signing in by others: a login that is under way at a provider, and one that is done but not yet fetched.
create table sso_attempt (
  state_digest bytea primary key,
  browser_digest bytea not null,
  nonce varchar(100) not null,
  code_verifier varchar(128) not null,
  expires_at timestamptz not null
);
create index sso_attempt_expires_at on sso_attempt (expires_at);
create table sso_login_code (
  code_digest bytea primary key,
  browser_digest bytea not null,
  profile jsonb not null,
  expires_at timestamptz not null
);
create index sso_login_code_expires_at on sso_login_code (expires_at);
