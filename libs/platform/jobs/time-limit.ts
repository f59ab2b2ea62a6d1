/**
 * The outcome of `work`, if it comes in time. Work cannot be stopped from outside: what comes later is ignored.
 * @throws Error with `sentence` when it does not
 */
export async function withinTime<T>(milliseconds: number, work: Promise<T>, sentence: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(sentence)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
