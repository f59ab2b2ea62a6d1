import { COMMANDS } from './commands.js';

const [name = '', ...rest] = process.argv.slice(2);
const command = COMMANDS.get(name);

if (!command) {
  const lines = [...COMMANDS].map(([known, { about }]) => `  ${known.padEnd(20)} ${about}`);
  process.stderr.write(`Usage: npm run cli -- <command>\n\n${lines.join('\n')}\n`);
  process.exitCode = name === '' || name === 'help' ? 0 : 64;
} else {
  const run = await command.load();
  process.exitCode = await run(rest);
}
