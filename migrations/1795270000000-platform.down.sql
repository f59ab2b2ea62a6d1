drop table throttle;
drop table recurring_job;
drop table finished_job;
drop table outbox_event;
