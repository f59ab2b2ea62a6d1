import { Injectable, Logger } from '@nestjs/common';
import { Invalid, Unauthenticated } from '#platform/errors';
import { Throttle } from '#platform/http';
import { SecretBox } from '#platform/secrets';
import { UserAccountSettings } from '../accounts.settings.js';
import type { User } from '../user.entity.js';
import { UserRepository } from '../user.repository.js';
import { backupCodeDigest, newBackupCodes } from './backup-codes.js';
import { LoginChallengeRepository } from './login-challenge.repository.js';
import type { BackupCodesDto, LoginCodeDto, MfaMethodDto, StartedMfaDto } from './mfa.dto.js';
import { MfaRepository, type StoredMethod } from './mfa.repository.js';
import { newTotpSecret, totpLink, totpStep } from './totp.js';

/** The only kind of second factor there is. */
export const APP = 'app';

const NO_METHOD = 'Requested MFA method does not exist.';
const ALREADY_ACTIVE = 'MFA method already active.';
const CODES_A_DAY = { limit: 100, period: 86_400_000 };

/** A second factor: codes of an authenticator app, and backup codes for who has lost it. */
@Injectable()
export class MfaService {
  private readonly log = new Logger(MfaService.name);
  private readonly box: SecretBox;

  constructor(
    private readonly methods: MfaRepository,
    private readonly challenges: LoginChallengeRepository,
    private readonly users: UserRepository,
    private readonly throttle: Throttle,
    private readonly settings: UserAccountSettings,
  ) {
    this.box = new SecretBox(settings.secretKey, 'mfa');
  }

  async activeMethods({ id }: User): Promise<MfaMethodDto[]> {
    const method = await this.methods.of(id);
    return method?.isActive ? [{ name: APP, is_primary: true }] : [];
  }

  /** Asked again, it answers the same secret, also after it was turned off. @throws Invalid where it is on */
  async start({ id, email }: User): Promise<StartedMfaDto> {
    const fresh = newTotpSecret();
    const method = await this.methods.begin(id, this.box.seal(fresh, ownedBy(id)));
    if (method.isActive) throw new Invalid({ error: ALREADY_ACTIVE });
    const known = this.secretOf(id, method);
    if (known === undefined) await this.methods.replaceSecret(id, this.box.seal(fresh, ownedBy(id)));
    const secret = known ?? fresh;
    return { qr_link: totpLink(secret, email), secret };
  }

  /** Turns it on. The code only shows that the app has the secret: it is not used up. @throws Invalid */
  async confirm({ id }: User, name: string, code: string): Promise<BackupCodesDto> {
    await this.limit(id);
    const method = name === APP ? await this.methods.of(id) : undefined;
    if (!method) throw Invalid.field('code', NO_METHOD);
    if (method.isActive) throw Invalid.field('code', ALREADY_ACTIVE);
    if (this.stepOf(id, method, code) === undefined) throw Invalid.field('code', 'Code invalid or expired.');
    const codes = newBackupCodes();
    const digests = codes.map((one) => backupCodeDigest(this.settings.secretKey, id, one));
    if (!(await this.methods.turnOn(id, digests))) throw Invalid.field('code', ALREADY_ACTIVE);
    return { backup_codes: codes };
  }

  /** @throws Invalid where it is not on */
  async turnOff({ id }: User, name: string): Promise<void> {
    const method = name === APP ? await this.methods.of(id) : undefined;
    if (!method) throw new Invalid({ error: NO_METHOD });
    if (!(await this.methods.turnOff(id))) throw new Invalid({ error: '2FA is not enabled.' });
    await this.challenges.withdraw(id);
  }

  /** The token with which the second step has to come, or undefined where there is none to do. */
  async challenge({ id }: User): Promise<string | undefined> {
    const method = await this.methods.of(id);
    return method?.isActive ? this.challenges.open(id) : undefined;
  }

  /** The second step of a login. Both the token and the code are used up by it. @throws Unauthenticated */
  async passSecondStep({ ephemeral_token: token, code }: LoginCodeDto): Promise<User> {
    const userId = await this.challenges.ownerOf(token);
    if (userId !== undefined) await this.limit(userId);
    // first the account, then what belongs to it, as whatever changes an account does
    const user = userId === undefined ? null : await this.users.lock(userId);
    if (!user?.isActive || !(await this.challenges.take(token)))
      throw new Unauthenticated('Invalid or expired token.', 'error');
    if (!(await this.useCode(user.id, code))) throw new Unauthenticated('Invalid or expired code.', 'error');
    return user;
  }

  private async useCode(userId: number, code: string): Promise<boolean> {
    const method = await this.methods.of(userId);
    if (!method?.isActive) return false;
    const step = this.stepOf(userId, method, code);
    if (step !== undefined) return this.methods.useStep(userId, step);
    return this.methods.useBackupCode(userId, backupCodeDigest(this.settings.secretKey, userId, code));
  }

  /** Whoever tries the codes of one account, from wherever, and for however long. */
  private async limit(userId: number): Promise<void> {
    await this.throttle.take('code-of', String(userId), this.settings.codeThrottle);
    await this.throttle.take('codes-of-a-day', String(userId), CODES_A_DAY);
  }

  private stepOf(userId: number, method: StoredMethod, code: string): number | undefined {
    const secret = this.secretOf(userId, method);
    return secret === undefined ? undefined : totpStep(secret, code, Date.now());
  }

  /** undefined where it was sealed with another SECRET_KEY: then no code fits until the second factor is set up again */
  private secretOf(userId: number, { sealedSecret }: StoredMethod): string | undefined {
    try {
      return this.box.open(sealedSecret, ownedBy(userId));
    } catch {
      this.log.warn(`The second factor of user ${userId} cannot be read. Was SECRET_KEY changed?`);
      return undefined;
    }
  }
}

const ownedBy = (userId: number): string => `user:${userId}`;
