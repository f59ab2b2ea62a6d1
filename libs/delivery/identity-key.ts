/** Whose traits: an identifier is unique in its environment. */
export interface IdentityRef {
  readonly environmentId: number;
  readonly identifier: string;
}

/** One text for both. */
export const identityKey = ({ environmentId, identifier }: IdentityRef): string => `${environmentId}:${identifier}`;
