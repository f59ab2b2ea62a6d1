import { createHmac, randomInt } from 'node:crypto';

const QUANTITY = 5;
const LENGTH = 10;
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const newCode = (): string =>
  Array.from({ length: LENGTH }, () => CHARACTERS[randomInt(CHARACTERS.length)] ?? '').join('');

/** Codes for who has lost the app: five of ten letters and digits, 59 random bits each. */
export const newBackupCodes = (): string[] => Array.from({ length: QUANTITY }, newCode);

/** What is stored of one. With the installation's key in it, so that the table alone does not help to guess. */
export const backupCodeDigest = (secretKey: string, userId: number, code: string): Buffer =>
  createHmac('sha256', secretKey).update(`mfa-backup-code:${userId}:${code}`).digest();
