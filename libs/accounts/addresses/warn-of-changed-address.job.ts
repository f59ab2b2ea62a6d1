import { Injectable } from '@nestjs/common';
import { Job, type JobHandler } from '#platform/jobs';
import { compose, Mailer } from '#platform/mail';
import { UserEmailChanged } from '../user.events.js';
import { UserRepository } from '../user.repository.js';

/** Tells the address that an account had until now that it has another one. */
@Injectable()
@Job({ on: [UserEmailChanged] })
export class WarnOfChangedAddress implements JobHandler<UserEmailChanged['payload']> {
  constructor(
    private readonly users: UserRepository,
    private readonly mailer: Mailer,
  ) {}

  async perform({ userId, previous }: UserEmailChanged['payload']): Promise<void> {
    const user = await this.users.byId(userId);
    const letter = {
      to: previous,
      subject: 'The address of your account has changed',
      before: ['your account has another e-mail address now, and this one can no longer be used to log in.'],
      after: ['If it was not you, tell the administrator of this installation at once.'],
      ...(user && { name: user.firstName }),
    };
    await this.mailer.send(compose(letter));
  }
}
