-- Events wait here, written in the transaction of the change they tell of, until the relay has handed them to the queue.
create table outbox_event (
  id uuid primary key default gen_random_uuid(),
  position bigint generated always as identity,
  type text not null,
  payload jsonb not null,
  created_at timestamptz not null default clock_timestamp()
);
create index outbox_event_position on outbox_event (position);

-- A job writes its id here in its own transaction: run again after a crash, it finds the row and does nothing twice.
create table finished_job (
  id text primary key,
  finished_at timestamptz not null default now()
);
create index finished_job_finished_at on finished_job (finished_at);

-- When each recurring job last ran, how long it took and how it ended.
create table recurring_job (
  name text primary key,
  started_at timestamptz not null,
  finished_at timestamptz,
  error text
);

create unlogged table throttle (
  key text primary key,
  period bigint not null,
  count integer not null,
  expires_at timestamptz not null
);
