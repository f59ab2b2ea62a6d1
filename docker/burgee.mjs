// The image's entry: `api` and `worker` are processes that stay, every other word is a command of the cli.
const [node, , command = 'api', ...rest] = process.argv;
const app = ['api', 'worker'].includes(command) ? command : 'cli';
const main = new URL(`../dist/apps/${app}/main.js`, import.meta.url);
process.argv = [node, main.pathname, ...(app === 'cli' ? [command, ...rest] : rest)];
await import(main);
