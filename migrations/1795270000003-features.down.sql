drop table multivariate_feature_state_value;
drop table feature_state;
drop sequence trait_id;
drop table identity;
drop table multivariate_feature_option;
drop table feature_owner;
drop table feature;
