export { describeJobs, type JobDescription } from './describe.js';
export { Job, type JobClass, type JobHandler, type JobRun } from './job.js';
export { JobQueue } from './job-queue.js';
export { JobQueueModule, JobsModule } from './jobs.module.js';
export { JobsSettings } from './jobs.settings.js';
export { migrateQueue } from './migrate-queue.js';
export { Recurring, type Schedule } from './recurring.js';
