import { Database } from '#platform/database';
import type { TestApi } from '../api/index.js';

/** Thrown at the end of a transaction that has come to its end. */
class Done<T> {
  constructor(readonly result: T) {}
}

/**
 * From here on nothing that a request writes stays: its transaction runs to its end, with the constraints that are looked at there,
 * and is rolled back after the answer was made.
 */
export function rollBackEverything(api: TestApi): void {
  const database = api.app.get(Database);
  const transaction = database.transaction.bind(database);
  database.transaction = async <T>(work: () => Promise<T>): Promise<T> => {
    if (database.inTransaction) return work();
    try {
      return await transaction(async () => {
        const done = new Done(await work());
        await database.query('set constraints all immediate');
        throw done;
      });
    } catch (error) {
      if (error instanceof Done) return error.result as T;
      throw error;
    }
  };
}
