import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';

/** The authenticator app of a user, as it is stored. */
export interface StoredMethod {
  readonly sealedSecret: Buffer;
  readonly isActive: boolean;
}

/** Second factors, at most one for each user, and their backup codes. Each method that consumes something does so at once. */
@Injectable()
export class MfaRepository {
  constructor(private readonly database: Database) {}

  async of(userId: number): Promise<StoredMethod | undefined> {
    const [found] = await this.database.query<StoredMethod>(OF, [userId]);
    return found;
  }

  /** Stores the secret unless there is one already; answers the method that is there now. */
  async begin(userId: number, sealedSecret: Buffer): Promise<StoredMethod> {
    const [method] = await this.database.query<StoredMethod>(BEGIN, [userId, sealedSecret]);
    if (!method) throw new Error('A second factor could not be stored.');
    return method;
  }

  /** For one that is off: what was confirmed stays as it is. */
  async replaceSecret(userId: number, sealedSecret: Buffer): Promise<void> {
    await this.database.query('update mfa_method set sealed_secret = $2 where user_id = $1 and not is_active', [
      userId,
      sealedSecret,
    ]);
  }

  /** Turns it on, with these backup codes. Answers false where it was on already. */
  async turnOn(userId: number, backupDigests: readonly Buffer[]): Promise<boolean> {
    const changed = await this.database.query(TURN, [userId, true]);
    if (changed.length === 0) return false;
    await this.database.query('delete from mfa_backup_code where user_id = $1', [userId]);
    await this.database.query(ADD_BACKUP_CODES, [userId, backupDigests]);
    return true;
  }

  /** Turns it off. Answers false where it was not on. */
  async turnOff(userId: number): Promise<boolean> {
    const changed = await this.database.query(TURN, [userId, false]);
    await this.database.query('delete from mfa_backup_code where user_id = $1', [userId]);
    return changed.length > 0;
  }

  /** As if there had never been one. */
  async remove(userId: number): Promise<void> {
    await this.database.query('delete from mfa_method where user_id = $1', [userId]);
  }

  /** Uses up a step of time, and all before it. Answers false where it was used up already. */
  async useStep(userId: number, step: number): Promise<boolean> {
    return (await this.database.query(USE_STEP, [userId, step])).length > 0;
  }

  /** Uses up a backup code. Answers false where there is no such code any more. */
  async useBackupCode(userId: number, digest: Buffer): Promise<boolean> {
    return (await this.database.query(USE_BACKUP_CODE, [userId, digest])).length > 0;
  }
}

const OF = 'select sealed_secret as "sealedSecret", is_active as "isActive" from mfa_method where user_id = $1';
const BEGIN = `
  insert into mfa_method (user_id, sealed_secret) values ($1, $2)
  on conflict (user_id) do update set user_id = excluded.user_id
  returning sealed_secret as "sealedSecret", is_active as "isActive"`;
const TURN = `
  with changed as (update mfa_method set is_active = $2 where user_id = $1 and is_active <> $2 returning user_id)
  select user_id from changed`;
const ADD_BACKUP_CODES = 'insert into mfa_backup_code (user_id, digest) select $1, unnest($2::bytea[])';
const USE_STEP = `
  with used as (
    update mfa_method set last_step = $2 where user_id = $1 and coalesce(last_step < $2, true) returning user_id
  )
  select user_id from used`;
const USE_BACKUP_CODE = `
  with used as (delete from mfa_backup_code where user_id = $1 and digest = $2 returning user_id)
  select user_id from used`;
