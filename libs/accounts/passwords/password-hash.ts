import { hash, verify } from '@node-rs/argon2';

/** argon2id is the library's default; 19 MiB and two passes are the least that OWASP asks for. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Verified against when there is no account, so that both cases take alike long. */
const NOBODY = hash('nobody has this password', COST);

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Whether the password fits. Takes as long for `null`, which fits nothing. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? (await NOBODY), password);
  return fits && passwordHash !== null;
}
