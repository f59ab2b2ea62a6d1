import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccountTools, AccountToolsModule } from '#accounts';
import { ConfigModule, InvalidSettings } from '#platform/config';
import { DatabaseModule, explainConnectionFault } from '#platform/database';
import { OutboxModule } from '#platform/outbox';

/** Runs `work` with the tools for accounts; answers its exit code. 78 where a setting is wrong, 1 where the database is not there. */
export async function withAccountTools(work: (tools: AccountTools) => Promise<number>): Promise<number> {
  try {
    @Module({ imports: [ConfigModule.load(), DatabaseModule, OutboxModule, AccountToolsModule] })
    class ToolsModule {}
    const context = await NestFactory.createApplicationContext(ToolsModule, { logger: false, abortOnError: false });
    try {
      return await work(context.get(AccountTools, { strict: false }));
    } finally {
      await context.close();
    }
  } catch (error) {
    const known = error instanceof InvalidSettings;
    process.stderr.write(`${known ? error.faults.join('\n') : explainConnectionFault(error).sentence}\n`);
    return known ? 78 : 1;
  }
}

/** Says how a command is to be used, and answers the exit code for that. */
export function usage(line: string): number {
  process.stderr.write(`Usage: npm run cli -- ${line}\n`);
  return 64;
}
