import { createHash, createHmac, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UserAccountSettings } from '#accounts';

/** What invitations are found by: 160 bits, derived as user tokens are, so that the tables alone let nobody in. */
@Injectable()
export class InviteHashes {
  constructor(private readonly settings: UserAccountSettings) {}

  /** The columns of a new one. */
  make(): { serial: string; digest: Buffer } {
    const serial = randomUUID();
    return { serial, digest: this.digestOf(this.hashOf({ serial })) };
  }

  /** What stands in the link. */
  hashOf({ serial }: { serial: string }): string {
    return createHmac('sha256', this.settings.secretKey).update(`invite:${serial}`).digest('hex').slice(0, 40);
  }

  digestOf(hash: string): Buffer {
    return createHash('sha256').update(hash).digest();
  }
}
