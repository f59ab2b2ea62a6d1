import { Injectable } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import { readId, Scoped, ScopeOf, type ScopeLoader } from '#platform/http';
import type { Environment } from './environment.entity.js';
import { EnvironmentRepository } from './environment.repository.js';

/** The environment that the path names and the rule has opened. */
export const InEnvironment = (): ParameterDecorator => Scoped('environment');

/** Loads `:environmentKey`, the client-side key, or `:environmentId`. */
@ScopeOf('environment')
@Injectable()
export class EnvironmentScope implements ScopeLoader {
  constructor(private readonly environments: EnvironmentRepository) {}

  absent(): NotFound {
    return NotFound.of('Environment');
  }

  /** The key is none: whoever knows it may ask with it, and hears so. */
  isGuessable({ environmentKey }: Readonly<Record<string, string>>): boolean {
    return environmentKey === undefined;
  }

  async load({ environmentKey, environmentId }: Readonly<Record<string, string>>): Promise<Environment | undefined> {
    const environment =
      environmentKey === undefined
        ? await this.environments.byId(readId(environmentId))
        : await this.environments.byApiKey(environmentKey);
    return environment?.project ? environment : undefined;
  }
}
