import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { Database, Store } from '#platform/database';
import { User, type Onboarding } from './user.entity.js';

@Injectable()
export class UserRepository extends Store<User> {
  constructor(database: Database) {
    super(database, User);
  }

  byId(id: number): Promise<User | null> {
    return this.rows.findOneBy({ id });
  }

  /** The account as it is now, and as it stays until the end of the transaction. */
  lock(id: number): Promise<User | null> {
    return this.rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  byEmail(email: string): Promise<User | null> {
    return this.rows.findOneBy({ email });
  }

  byIds(ids: readonly number[]): Promise<User[]> {
    return this.rows.findBy({ id: In(ids) });
  }

  /** With the password hash, which nothing else loads. */
  forLogin(email: string): Promise<User | null> {
    return this.rows
      .createQueryBuilder('user')
      .addSelect('user.passwordHash')
      .where('user.email = :email', { email })
      .getOne();
  }

  /** null for an account without a password. */
  async passwordHashOf(id: number): Promise<string | null> {
    const found = await this.rows.findOne({ where: { id }, select: { id: true, passwordHash: true } });
    return found?.passwordHash ?? null;
  }

  isEmailTaken(email: string): Promise<boolean> {
    return this.rows.existsBy({ email });
  }

  exists(): Promise<boolean> {
    return this.rows.exists();
  }

  /** Answers whether there is nobody yet. Who asks this at once waits for the other. */
  async isFirst(): Promise<boolean> {
    await this.database.query(`select pg_advisory_xact_lock(hashtext('first account'))`);
    return !(await this.exists());
  }

  /** Whether anybody has signed up, and whether anybody has come back. */
  async presence(): Promise<{ users: boolean; logins: boolean }> {
    const [users, logins] = await Promise.all([this.rows.exists(), this.rows.existsBy({ lastLogin: Not(IsNull()) })]);
    return { users, logins };
  }

  /** Changes these fields and no others: what somebody else has changed meanwhile stays. */
  async update(user: User, fields: Partial<Omit<User, 'id' | 'uuid' | 'onboarding'>>): Promise<User> {
    await this.rows.update(user.id, fields);
    return Object.assign(user, fields);
  }

  /** Notes that the user is about, at most every so many milliseconds. */
  async markSeen(user: User, every: number): Promise<void> {
    if (user.lastLogin && Date.now() - user.lastLogin.getTime() < every) return;
    await this.rows.update(user.id, { lastLogin: new Date() });
  }

  /** Sets a password, and ends all sessions. */
  async setPassword(userId: number, passwordHash: string): Promise<void> {
    await this.database.query(SET_PASSWORD, [userId, passwordHash]);
  }

  async endSessions(userId: number): Promise<void> {
    await this.rows.increment({ id: userId }, 'sessionVersion', 1);
  }

  /** Each part replaces the one of its name; the others stay. */
  async mergeOnboarding(userId: number, parts: Onboarding): Promise<void> {
    await this.database.query(MERGE_ONBOARDING, [userId, JSON.stringify(parts)]);
  }

  async remove(userId: number): Promise<void> {
    await this.rows.delete(userId);
  }
}

const SET_PASSWORD = `
  update account_user
  set password_hash = $2, password_confirmed_at = now(), session_version = session_version + 1 where id = $1`;
const MERGE_ONBOARDING = `
  update account_user set onboarding = coalesce(onboarding, '{}') || $2::jsonb where id = $1`;
