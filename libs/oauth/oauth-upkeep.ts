import { Injectable, Module } from '@nestjs/common';
import { Recurring } from '#platform/jobs';
import { OAuthClientRepository } from './clients/oauth-client.repository.js';
import { OAuthGrantRepository } from './grants/oauth-grant.repository.js';

const DAY = 86_400_000;

/** Throws away what nobody can use any more. */
@Injectable()
export class OAuthUpkeep {
  constructor(
    private readonly clients: OAuthClientRepository,
    private readonly grants: OAuthGrantRepository,
  ) {}

  /** Grants that ended or ran out, and clients that were never allowed anything. */
  @Recurring({ every: DAY })
  async forgetEndedGrants(): Promise<void> {
    await this.grants.forgetEnded();
    await this.clients.forgetUnused();
  }
}

/** For the worker. */
@Module({ providers: [OAuthClientRepository, OAuthGrantRepository, OAuthUpkeep] })
export class OAuthUpkeepModule {}
