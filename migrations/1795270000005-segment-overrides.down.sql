delete from feature_state where feature_segment_id is not null;
drop index feature_state_segment_override;
drop index feature_state_environment_default;
create unique index feature_state_environment_default on feature_state (environment_id, feature_id, version) where identity_id is null;
alter table feature_state drop column feature_segment_id;
drop table feature_segment;
