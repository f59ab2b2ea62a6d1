import { notedIn } from './claim.mjs';
import { gone, signal } from './processes.mjs';
import { step } from './steps.mjs';

/** Ends the apps that a killed start left behind and that `files` stand for: they hold the port, and may still be busy. */
export async function endLeftOvers(files) {
  const pids = files.map(notedIn).filter((pid) => pid !== undefined);
  if (pids.length === 0) return;
  await step('Ending what a killed start left behind', () => Promise.all(pids.map(end)));
}

async function end(pid) {
  signal(pid, 'SIGTERM');
  if (await gone(pid, PATIENCE)) return;
  signal(pid, 'SIGKILL');
  await gone(pid, PATIENCE);
}

const PATIENCE = 5_000;
