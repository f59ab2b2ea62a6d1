import { rate, Setting, Settings, toggle, type Rate } from '#platform/config';

@Settings('Organisations')
export class InviteSettings {
  @Setting('DISABLE_INVITE_LINKS', toggle, 'Whether nobody may make invite links, or join by one.')
  readonly linksDisabled: boolean = false;

  @Setting('INVITE_THROTTLE_RATE', rate, 'Requests of one user that send invitations by mail.')
  readonly throttle: Rate = { limit: 10, period: 60_000 };
}
