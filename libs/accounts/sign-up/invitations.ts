import { Injectable } from '@nestjs/common';

/** How somebody says that they were invited. */
export interface ClaimedInvitation {
  /** Lower case. */
  readonly email: string;
  /** `INVITE_EMAIL` for an invitation to that address, `INVITE_LINK` for the link with `hash`. */
  readonly signUpType: string | null;
  readonly hash: string | null;
}

/** Answers whether there is such an invitation. It takes alike long either way. */
export type InvitationCheck = (claimed: ClaimedInvitation) => Promise<boolean>;

/** Whether somebody was invited. Whoever keeps invitations says how to find out; until then nobody was. */
@Injectable()
export class Invitations {
  private check: InvitationCheck = () => Promise.resolve(false);

  /** To be called once, when the application starts (`onModuleInit`). */
  checkWith(check: InvitationCheck): void {
    this.check = check;
  }

  include(claimed: ClaimedInvitation): Promise<boolean> {
    return this.check(claimed);
  }
}
