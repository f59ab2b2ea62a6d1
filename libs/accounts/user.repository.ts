import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { Database, Store } from '#platform/database';
import { User } from './user.entity.js';

const SEEN_EVERY_MS = 30 * 60_000;

@Injectable()
export class UserRepository extends Store<User> {
  constructor(database: Database) {
    super(database, User);
  }

  byId(id: number): Promise<User | null> {
    return this.rows.findOneBy({ id });
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

  isEmailTaken(email: string): Promise<boolean> {
    return this.rows.existsBy({ email });
  }

  exists(): Promise<boolean> {
    return this.rows.exists();
  }

  /** Whether anybody has signed up, and whether anybody has come back. */
  async presence(): Promise<{ users: boolean; logins: boolean }> {
    const [users, logins] = await Promise.all([this.rows.exists(), this.rows.existsBy({ lastLogin: Not(IsNull()) })]);
    return { users, logins };
  }

  /** Notes that the user is about, at most every half hour. */
  async markSeen(user: User): Promise<void> {
    if (user.lastLogin && Date.now() - user.lastLogin.getTime() < SEEN_EVERY_MS) return;
    await this.rows.update(user.id, { lastLogin: new Date() });
  }
}
