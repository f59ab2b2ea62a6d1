create table feature_group_owner (
  feature_id integer not null references feature on delete cascade,
  group_id integer not null references user_group on delete cascade,
  primary key (feature_id, group_id)
);
create index feature_group_owner_group on feature_group_owner (group_id);
