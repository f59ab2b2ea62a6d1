import { Injectable } from '@nestjs/common';
import { Recurring } from '#platform/jobs';
import { MailedLinkRepository } from './mailed-links/mailed-link.repository.js';
import { LoginChallengeRepository } from './mfa/login-challenge.repository.js';

const HOUR = 3_600_000;

/** Throws away what opens nothing any more. */
@Injectable()
export class AccountsHousekeeping {
  constructor(
    private readonly links: MailedLinkRepository,
    private readonly challenges: LoginChallengeRepository,
  ) {}

  /** Mailed links are kept for a week, so that they can be counted. */
  @Recurring({ every: HOUR })
  async forgetOldLinks(): Promise<void> {
    await this.links.forgetOld();
  }

  /** Logins whose second step never came. */
  @Recurring({ every: HOUR })
  async forgetHalfDoneLogins(): Promise<void> {
    await this.challenges.forgetExpired();
  }
}
