-- what is live stays; environments go back to states without versions
delete from feature_state s using environment e
where e.id = s.environment_id and e.use_v2_feature_versioning and s.identity_id is null
  and s.id not in (select id from live_feature_state);
delete from feature_segment r using environment e
where e.id = r.environment_id and e.use_v2_feature_versioning
  and r.environment_feature_version is distinct from (
    select v.uuid from live_feature_version v where v.environment_id = r.environment_id and v.feature_id = r.feature_id);
update feature_state set version = 1, live_from = now() where environment_feature_version is not null;
update environment set use_v2_feature_versioning = false where use_v2_feature_versioning;

drop view live_feature_state;
drop view live_feature_version;
alter table feature_segment drop constraint feature_segment_priority;
drop index feature_segment_version_segment;
alter table feature_segment drop column environment_feature_version;
alter table feature_segment add constraint feature_segment_priority
  unique (environment_id, feature_id, priority) deferrable initially deferred;
drop index feature_state_version_default;
drop index feature_state_version;
drop index feature_state_version_override;
alter table feature_state drop column environment_feature_version, drop column mv_hashing_salt;
drop table scheduled_change;
drop table environment_feature_version;
