import shortUuid from 'short-uuid';

/** A key of 22 letters and digits with the randomness of a UUID. */
export const newKey = (): string => shortUuid.generate();
