import { DomainEvent } from '#platform/outbox';

/** An organisation was made. */
export class OrganisationCreated extends DomainEvent<{ organisationId: number }> {
  static readonly type = 'organisation.created';
}

/** The settings of an organisation changed. */
export class OrganisationUpdated extends DomainEvent<{ organisationId: number }> {
  static readonly type = 'organisation.updated';
}

/** An organisation was deleted, with everything in it. */
export class OrganisationDeleted extends DomainEvent<{ organisationId: number }> {
  static readonly type = 'organisation.deleted';
}

/** Somebody became a member of an organisation. */
export class MemberJoined extends DomainEvent<{ organisationId: number; userId: number }> {
  static readonly type = 'member.joined';
}

/** Somebody is no longer a member of an organisation. */
export class MemberLeft extends DomainEvent<{ organisationId: number; userId: number }> {
  static readonly type = 'member.left';
}

/** Somebody was invited by mail. */
export class InviteCreated extends DomainEvent<{ inviteId: number }> {
  static readonly type = 'invite.created';
}

/** Somebody who was invited is to get the mail again. */
export class InviteResent extends DomainEvent<{ inviteId: number }> {
  static readonly type = 'invite.resent';
}

/** A master API key became an admin of its organisation, or is one no longer; also one that was made without being an admin. */
export class MasterApiKeyAdminChanged extends DomainEvent<{
  organisationId: number;
  prefix: string;
  isAdmin: boolean;
  /** Whether it acts for something else, such as a trust relationship. */
  hidden: boolean;
}> {
  static readonly type = 'master-api-key.admin-changed';
}
