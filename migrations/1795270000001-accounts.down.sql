drop table master_api_key;
drop table membership;
drop table organisation;
drop table user_token;
drop table account_user;
