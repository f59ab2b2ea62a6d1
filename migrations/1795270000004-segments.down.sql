drop sequence segment_rule_id;
drop table segment;
