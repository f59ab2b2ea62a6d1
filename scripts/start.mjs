// Nothing here may be newer than the oldest Node that can still say that it is too old.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Burgee needs Node 20.19 or later, and this is Node ${process.versions.node}: install a newer one.`);
  process.exitCode = 1;
} else {
  import('./start/launcher.mjs').then(({ main }) => main());
}
