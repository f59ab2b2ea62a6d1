import { Logger } from '@nestjs/common';
import { InvalidSettings, loadSettings } from '#platform/config';
import { createLogger, LoggingSettings, NestLogger } from '#platform/logging';
import { ProcessSettings } from './process.settings.js';

/** What a process is stopped by: a Nest application, of any kind. */
interface Stoppable {
  close(): Promise<void>;
}

/** `EX_CONFIG` of sysexits.h: starting again will not help before somebody changes a setting. */
const FAULTY_SETTINGS = 78;

/**
 * Runs a process of the platform: starts it, tells the parent when it is `ready`, and stops it on a signal or when the parent
 * is gone. Exits 0 after a stop that was asked for, 78 where settings are faulty (a sentence each on standard error), else 1.
 * @param start answers when the application takes work; where Nest makes it, with `abortOnError: false`
 */
export async function runProcess(name: string, start: (logger: NestLogger) => Promise<Stoppable>): Promise<void> {
  try {
    const settings = loadSettings();
    const logger = new NestLogger(createLogger(settingsOf(settings, LoggingSettings), name));
    Logger.overrideLogger(logger);
    const life = new Life(settingsOf(settings, ProcessSettings).shutdownTimeout);
    life.watch();
    await life.begin(await start(logger));
  } catch (error) {
    if (error instanceof InvalidSettings) endWithFaults(error);
    else endWith('The process could not start.', error);
  }
}

class Life {
  private readonly log = new Logger('Process');
  private app: Stoppable | undefined;
  private stopping = false;

  constructor(private readonly shutdownTimeout: number) {}

  watch(): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void this.stop(signal));
    process.on('disconnect', () => void this.stop('the end of the parent process'));
    process.on('unhandledRejection', (reason) => endWith('A promise was rejected and nobody cared.', reason));
    process.on('uncaughtException', (error) => endWith('An error was thrown and nobody caught it.', error));
  }

  async begin(app: Stoppable): Promise<void> {
    this.app = app;
    if (this.stopping) return this.finish();
    this.log.log(`Ready after ${Math.round(performance.now())} ms.`);
    process.send?.('ready');
  }

  private async stop(reason: string): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.log.log(`Stopping because of ${reason}.`);
    setTimeout(() => {
      this.log.error(`Not everything ended within ${this.shutdownTimeout} ms; the rest is given up.`);
      process.exit(1);
    }, this.shutdownTimeout).unref();
    // one that is still starting has nothing to finish
    if (this.app) await this.finish();
    else process.exit(0);
  }

  private async finish(): Promise<void> {
    try {
      await this.app?.close();
      process.exit(0);
    } catch (error) {
      endWith('The process did not stop cleanly.', error);
    }
  }
}

function settingsOf<T extends object>(loaded: Map<new () => object, object>, type: new () => T): T {
  const settings = loaded.get(type);
  return settings instanceof type ? settings : new type();
}

function endWithFaults({ faults }: InvalidSettings): void {
  process.stderr.write(faults.map((fault) => `${fault}\n`).join(''), () => process.exit(FAULTY_SETTINGS));
}

function endWith(sentence: string, error: unknown): void {
  new Logger('Process').fatal({ err: error }, sentence);
  process.exit(1);
}
