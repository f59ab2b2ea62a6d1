/** What SDKs call themselves before the slash of their user agent. */
export const KNOWN_SDKS = [
  'flagsmith-dotnet-sdk',
  'flagsmith-elixir-sdk',
  'flagsmith-flutter-sdk',
  'flagsmith-go-sdk',
  'flagsmith-java-sdk',
  'flagsmith-js-sdk',
  'flagsmith-kotlin-android-sdk',
  'flagsmith-nodejs-sdk',
  'flagsmith-php-sdk',
  'flagsmith-python-sdk',
  'flagsmith-ruby-sdk',
  'flagsmith-rust-sdk',
  'flagsmith-swift-ios-sdk',
] as const;

const known = new Set<string>(KNOWN_SDKS);

/** The SDK that says its name in one of these headers, the first that does. */
export function sdkLabel(...userAgents: readonly (string | string[] | undefined)[]): string | undefined {
  for (const value of userAgents) {
    const [name = ''] = typeof value === 'string' ? value.split('/', 1) : [];
    if (known.has(name)) return name;
  }
  return undefined;
}
