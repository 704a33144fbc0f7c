// Works through a list with a fixed number of hands.

/**
 * Resolves when all is done, or as soon as the signal aborts: then nothing new is begun, and what is under way is not
 * waited for. Rejects with the first fault of `work`.
 */
export async function inParallel<T>(
  items: Iterable<T>,
  { width, signal }: { width: number; signal: AbortSignal },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const hand = async () => {
    for (let next = iterator.next(); !next.done && !signal.aborted; next = iterator.next()) {
      await work(next.value);
    }
  };
  let leave = () => {};
  const ended = new Promise<void>((resolve) => {
    leave = resolve;
  });
  signal.addEventListener("abort", leave, { once: true });
  try {
    if (signal.aborted) return;
    await Promise.race([ended, Promise.all(Array.from({ length: width }, hand))]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
