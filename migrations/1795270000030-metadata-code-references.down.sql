drop table metadata_value;
drop table metadata_requirement;
drop table metadata_model_field;
drop table metadata_field;
