drop table feature_evaluation;
drop table api_usage;
