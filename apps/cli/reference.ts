import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeApi } from '../api/describe-api.js';
import { describeSettings, projectFolder } from '#platform/config';
import { describeJobs } from '#platform/jobs';
import { describeEvents } from '#platform/outbox';
import '../worker/worker.module.js';
import type { Command } from './command.js';
import { eventsTable, jobsTable, routesTable, settingsTable } from './reference-tables.js';

/** Writes what can be read off the code into `docs/reference/`. */
export const reference: Command = async ([folder = join(projectFolder(), 'docs', 'reference')]) => {
  const { openapi, routes } = await describeApi();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'openapi.json'), `${JSON.stringify(openapi, null, 1)}\n`);
  writeFileSync(join(folder, 'routes.md'), routesTable(routes));
  writeFileSync(join(folder, 'settings.md'), settingsTable(describeSettings()));
  writeFileSync(join(folder, 'events.md'), eventsTable(describeEvents(projectFolder())));
  writeFileSync(join(folder, 'jobs.md'), jobsTable(describeJobs(projectFolder())));
  return 0;
};
