import type { Level } from '#access';

/** What a permission is asked on: `project:CREATE_FEATURE`. */
export interface Right {
  readonly level: Level;
  readonly permission: string;
}

/** What an operation asks of its caller, by its rule or, where that says "signed in" only, by what is known of its handler. */
export type Need =
  | { readonly kind: 'public' }
  | { readonly kind: 'sdk-key'; readonly side: 'client' | 'server'; readonly refusal: 401 | 403 }
  /** Nobody at all, whoever they are: what all of them hear. */
  | { readonly kind: 'nobody'; readonly status: number }
  | { readonly kind: 'signed-in' }
  /** Its rule leaves it to the handler, and nobody has said here what that asks. */
  | { readonly kind: 'unsaid' }
  /** An account, not a key. */
  | { readonly kind: 'person' }
  | RightNeeded;

export interface RightNeeded extends Right {
  readonly kind: 'right';
  /** What who may not hears; `hidden` where that is 404 for who may not even see it. */
  readonly refusal: 403 | 404 | 200 | 'hidden';
  readonly beside?: Beside | undefined;
}

/** What a handler asks beside the rule of its route. */
export interface Beside {
  readonly rights: readonly Right[];
  readonly refusal: 403 | 404;
}
