import { createTranslator } from 'short-uuid';

const translator = createTranslator();

/** A key of 22 letters and digits with the randomness of a UUID. */
export const newKey = (): string => translator.generate();
