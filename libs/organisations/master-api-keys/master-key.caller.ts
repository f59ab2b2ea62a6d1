import type { Caller } from '#platform/http';
import type { MasterApiKey } from './master-api-key.entity.js';

/** A key of an organisation, acting for it. */
export class MasterKeyCaller implements Caller {
  readonly kind = 'master-key';

  constructor(private readonly key: MasterApiKey) {}

  get label(): string {
    return this.key.name;
  }

  get prefix(): string {
    return this.key.prefix;
  }

  get organisationId(): number {
    return this.key.organisationId;
  }

  /** Whether it may do everything in its organisation; one that is not has the rights of its roles. */
  get isAdmin(): boolean {
    return this.key.isAdmin;
  }
}
