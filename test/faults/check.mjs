/** Thrown by a check that cannot be made here; the message says why. */
export class Skipped extends Error {}

/** What is to be ended when the check that runs is over, the newest first. */
let endings = [];

/**
 * Makes one check `{ name, run }` within `limit` milliseconds, cleans up whatever happens, prints a line, and answers how it
 * went. `run` gets `quick` and `onEnd(end)`, and answers its result in one line.
 */
export async function perform(check, { quick, limit }) {
  const mine = (endings = []);
  const since = performance.now();
  let over = false;
  const onEnd = (end) => (over ? void end() : mine.push(end));
  const { outcome, line } = await attempt(check.run({ quick, onEnd }), limit);
  over = true;
  await endAll();
  console.log(`${outcome.padEnd(7)} ${check.name} (${((performance.now() - since) / 1000).toFixed(1)} s): ${line}`);
  return outcome;
}

/** Ends everything that the running check has started. */
export async function endAll() {
  for (const end of endings.splice(0).reverse()) {
    try {
      await end();
    } catch (error) {
      console.error(`What a check has started could not be ended: ${error.message}`);
    }
  }
}

async function attempt(run, limit) {
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${limit / 1000} s`)), limit);
  });
  try {
    return { outcome: 'passed', line: await Promise.race([run, tooLong]) };
  } catch (error) {
    if (error instanceof Skipped) return { outcome: 'skipped', line: error.message };
    return { outcome: 'failed', line: error.stack };
  } finally {
    clearTimeout(timer);
  }
}
