import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 1;
const IV = 12;
const TAG = 16;

/**
 * Keeps secrets that have to be read again: sealed with AES-256-GCM, by a key that is derived from the installation's. Each
 * purpose has a key of its own.
 */
export class SecretBox {
  private readonly key: Buffer;

  constructor(secretKey: string, purpose: string) {
    this.key = Buffer.from(hkdfSync('sha256', secretKey, '', `burgee:${purpose}`, 32));
  }

  /** @param owner what the secret belongs to: sealed for one, it cannot be opened for another */
  seal(secret: string, owner: string): Buffer {
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), sealed]);
  }

  /** @throws Error when it was sealed with another key or for another owner, or was changed */
  open(sealed: Buffer, owner: string): string {
    if (sealed[0] !== VERSION) throw new Error('The secret was sealed in a way that is not known here.');
    const iv = sealed.subarray(1, 1 + IV);
    const tag = sealed.subarray(1 + IV, 1 + IV + TAG);
    const decipher = createDecipheriv('aes-256-gcm', this.key, iv, { authTagLength: TAG })
      .setAAD(Buffer.from(owner))
      .setAuthTag(tag);
    return decipher.update(sealed.subarray(1 + IV + TAG), undefined, 'utf8') + decipher.final('utf8');
  }
}
