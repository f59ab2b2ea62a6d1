/** Stops what the global set-up started. */
export default async function tearDown() {
  await Promise.all(globalThis.startedForTests.map((one) => one.stop()));
}
