/** Prints a message on a line of its own. */
export function say(message) {
  breakLine();
  console.log(message);
}

/** Does one step of the start, showing its name meanwhile and what it took when done; a text that it answers is shown too. */
export async function step(name, work) {
  const since = performance.now();
  const elapsed = () => `${((performance.now() - since) / 1000).toFixed(1)} s`;
  breakLine();
  process.stdout.write(`${name} …`);
  open = true;
  const ticker =
    process.stdout.isTTY && setInterval(() => open && process.stdout.write(`\r${name} … ${elapsed()}`), 1_000);
  try {
    const result = await work();
    const outcome = [typeof result === 'string' ? result : '', elapsed()].filter(Boolean).join(', ');
    process.stdout.write(open ? `${process.stdout.isTTY ? `\r${name} …` : ''} ${outcome}\n` : `${name}: ${outcome}\n`);
    open = false;
    return result;
  } finally {
    clearInterval(ticker);
    breakLine();
  }
}

function breakLine() {
  if (open) process.stdout.write('\n');
  open = false;
}

/** Whether a step's name stands on the line that is not ended yet. */
let open = false;
