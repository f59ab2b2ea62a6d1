import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { explainConnectionFault } from './connection-faults.js';

/** Connects, and where PostgreSQL is not there yet waits for it and says so. A wrong password is not waited for. */
export async function connectPatiently(source: DataSource): Promise<DataSource> {
  const log = new Logger('Database');
  for (let attempt = 0; ; attempt++) {
    try {
      return await source.initialize();
    } catch (error) {
      const { sentence, passing } = explainConnectionFault(error);
      if (!passing) throw new Error(sentence, { cause: error });
      if (attempt % 10 === 0) log.warn(`${sentence} Waiting for it.`);
      await sleep(Math.min(250 * 2 ** attempt, 3_000));
    }
  }
}
