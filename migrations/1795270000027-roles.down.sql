drop table permission_grant_tag;
delete from permission_grant where role_id is not null;
alter table permission_grant
  drop constraint permission_grant_one_holder,
  drop column role_id,
  add constraint permission_grant_one_holder check (num_nonnulls(user_id, group_id) = 1);
drop table role_assignment;
alter table master_api_key drop constraint master_api_key_of_organisation;
drop table role_tag;
drop table role;
drop table feature_tag;
drop table tag;
