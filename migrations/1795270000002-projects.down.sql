drop table permission_grant;
drop table environment_api_key;
drop table environment;
drop table project;
