/** Waits until every promise has ended, well or badly, but no longer than `limitMs`; never rejects. */
export async function settledWithin(
  limitMs: number,
  promises: Iterable<Promise<unknown>>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  await Promise.race([Promise.allSettled(promises), limit]);
  clearTimeout(timer);
}
