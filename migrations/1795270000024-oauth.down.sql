drop table sso_login_code;
drop table sso_attempt;
drop table trust_relationship;
delete from master_api_key where hidden;
alter table master_api_key drop column hidden;
drop table oauth_token;
drop table oauth_grant;
drop table oauth_client;
