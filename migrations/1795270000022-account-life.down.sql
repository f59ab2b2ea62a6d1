drop table mfa_backup_code;
drop table mfa_method;
drop table login_challenge;
drop table mailed_link;
alter table account_user drop column awaits_activation;
alter table account_user drop column password_confirmed_at;
alter table account_user drop column session_version;
