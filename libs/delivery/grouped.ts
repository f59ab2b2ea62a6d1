import { isDatabaseGone, isDatabaseSlow } from '#platform/database';

/** Statements under way at once: the second gathers what comes while the first is at work. */
const STATEMENTS = 2;
const LARGEST_GROUP = 256;

interface Waiting<Ask, Answer> {
  ask: Ask;
  readonly waiters: { resolve(answer: Answer): void; reject(error: unknown): void }[];
}

type Group<Ask, Answer> = Map<string, Waiting<Ask, Answer>>;

/**
 * Lets concurrent requests share statements: while one is under way, requests gather for the next, which is about all of them.
 * About one key there is one at a time, so that answers come in the order of commits.
 */
export class Grouped<Ask, Answer> {
  private readonly waiting: Group<Ask, Answer> = new Map();
  private readonly underWay = new Set<string>();
  private running = 0;

  /**
   * @param work answers every one of these, in their order
   * @param merge makes one of two that are about the same key; where that is left out they are the same
   */
  constructor(
    private readonly work: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
    private readonly merge: (first: Ask, second: Ask) => Ask = (first) => first,
  ) {}

  ask(key: string, ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const same = this.waiting.get(key);
      if (same) {
        same.ask = this.merge(same.ask, ask);
        same.waiters.push({ resolve, reject });
      } else this.waiting.set(key, { ask, waiters: [{ resolve, reject }] });
      this.start();
    });
  }

  private start(): void {
    if (this.running >= STATEMENTS || !this.free().next().value) return;
    this.running += 1;
    // what arrives in the same turn of the loop goes along
    setImmediate(() => void this.run());
  }

  private async run(): Promise<void> {
    const group = this.takeGroup();
    try {
      if (group.size > 0) await this.answer(group);
    } finally {
      for (const key of group.keys()) this.underWay.delete(key);
      this.running -= 1;
      this.start();
    }
  }

  private takeGroup(): Group<Ask, Answer> {
    const group: Group<Ask, Answer> = new Map();
    for (const [key, one] of this.free()) {
      if (group.size >= LARGEST_GROUP) break;
      group.set(key, one);
    }
    for (const key of group.keys()) {
      this.waiting.delete(key);
      this.underWay.add(key);
    }
    return group;
  }

  /** Those that may be asked now. */
  private *free(): Generator<[string, Waiting<Ask, Answer>], undefined> {
    for (const entry of this.waiting) if (!this.underWay.has(entry[0])) yield entry;
    return undefined;
  }

  private async answer(group: Group<Ask, Answer>): Promise<void> {
    const all = [...group.values()];
    try {
      const answers = await this.work(all.map(({ ask }) => ask));
      for (const [index, answer] of answers.entries())
        for (const { resolve } of all[index]?.waiters ?? []) resolve(answer);
    } catch (error) {
      // one that PostgreSQL refuses shall not take the others with it
      if (group.size > 1 && !isDatabaseGone(error) && !isDatabaseSlow(error))
        for (const [key, one] of group) await this.answer(new Map([[key, one]]));
      else for (const { waiters } of all) for (const { reject } of waiters) reject(error);
    }
  }
}
