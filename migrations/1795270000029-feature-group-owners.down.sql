drop table feature_group_owner;
