drop table code_reference_scan;
drop table vcs_repository;
-- names that are there twice are told apart by their ids
update environment set name = left(name, 1980) || ' (' || id || ')' where shares_name;
drop index environment_name;
create unique index environment_name on environment (project_id, name) where deleted_at is null;
alter table environment drop column shares_name;
drop table metadata_value;
drop table metadata_requirement;
drop table metadata_model_field;
drop table metadata_field;
