// Many who wait on one signal. An AbortSignal walks the list of its listeners for each one that comes or goes, which
// costs more than the request itself once a whole exploration waits.

const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls `leave` once when the signal aborts, if it has not yet; the answer takes that back. */
export function whenAborted(signal: AbortSignal, leave: () => void): () => void {
  const all = listeners.get(signal) ?? listenTo(signal);
  all.add(leave);
  return () => all.delete(leave);
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const all = new Set<() => void>();
  listeners.set(signal, all);
  const leaveAll = () => {
    for (const leave of all) leave();
  };
  signal.addEventListener("abort", leaveAll, { once: true });
  return all;
}
