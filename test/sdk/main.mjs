// Official SDKs against a real api, from outside. `npm run sdk`; an argument picks the checks whose names contain it.
import { withServer } from '../../scripts/with-server.mjs';
import { JAVASCRIPT } from './javascript.mjs';
import { NODE } from './node.mjs';
import { OPENFEATURE } from './openfeature.mjs';
import { openShop } from './shop.mjs';

const LIMIT_MS = 20_000;
const [wanted = ''] = process.argv.slice(2);
const count = { passed: 0, failed: 0, skipped: 0 };

await withServer({ apps: ['api'], env: { REALTIME_HEARTBEAT: '1s' } }, async ({ base }) => {
  const shop = await openShop(base);
  for (const [name, check] of Object.entries({ ...NODE, ...JAVASCRIPT, ...OPENFEATURE }))
    if (name.includes(wanted)) await perform(name, () => check(shop));
});
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 ? 1 : 0;

async function perform(name, check) {
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${LIMIT_MS / 1_000} s`)), LIMIT_MS);
  });
  try {
    await Promise.race([check(), tooLong]);
    count.passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    count.failed += 1;
    console.log(`FAILED  ${name}\n${String(error.stack).replace(/^/gm, '        ')}`);
  } finally {
    clearTimeout(timer);
  }
}
