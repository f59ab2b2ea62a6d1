/** Where people sign in was not reached, said no, or did not say who somebody is. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
}
