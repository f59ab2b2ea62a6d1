/**
 * How long to wait before something that died is started again: twice as long after each quick death. `after(lived)` takes the
 * milliseconds that it lived and answers undefined when it has died quickly too often.
 */
export function createBackoff() {
  let quickDeaths = 0;
  return {
    after(lived) {
      quickDeaths = lived < LONG_ENOUGH ? quickDeaths + 1 : 1;
      return quickDeaths < TOO_MANY ? FIRST_WAIT * 2 ** (quickDeaths - 1) : undefined;
    },
  };
}

const LONG_ENOUGH = 30_000;
const TOO_MANY = 5;
const FIRST_WAIT = 500;
