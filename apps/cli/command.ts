/** Something that can be done from the command line. */
export interface Command {
  readonly about: string;
  /** Answers the exit code. */
  run(args: readonly string[]): Promise<number>;
}
