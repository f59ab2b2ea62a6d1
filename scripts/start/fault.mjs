/** Something the person at the terminal can mend: its message is one sentence that says what is wrong and what to do. */
export class Fault extends Error {
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/** Exit code of a faulty setting, the same as the apps use (EX_CONFIG). */
export const FAULTY_SETTING = 78;
