drop table environment_onboarding;
drop table invite_link;
drop table invite_group;
drop table invite;
delete from permission_grant where group_id is not null;
alter table permission_grant
  drop constraint permission_grant_one_holder,
  drop column group_id,
  alter column user_id set not null;
drop table user_group_member;
drop table user_group;
