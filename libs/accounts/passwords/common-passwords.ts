import { dictionary } from '@zxcvbn-ts/language-common';

/** The fifty thousand passwords that are tried first. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(dictionary['passwords-common'].map(String));
