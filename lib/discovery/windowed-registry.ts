// Keeps a walk from queueing thousands of questions at once. The registry room decides how many are sent at a time;
// this only bounds how many wait there, so that explorations of one host take turns and aborting one stays cheap.
import type { Registry } from "#lib/registry";

/** Twice what the registry room sends at once to a host: its slots never run dry. */
const WINDOW = 64;

/** The same registry, with at most `window` questions handed on at a time, in the order in which they came. */
export function windowedRegistry(registry: Registry, window = WINDOW): Registry {
  const enter = gate(window);
  return {
    host: registry.host,
    origin: registry.origin,
    ping: (...asked) => enter(() => registry.ping(...asked)),
    resolve: (...asked) => enter(() => registry.resolve(...asked)),
    manifest: (...asked) => enter(() => registry.manifest(...asked)),
    manifestBytes: (...asked) => enter(() => registry.manifestBytes(...asked)),
    blob: (...asked) => enter(() => registry.blob(...asked)),
    tags: (...asked) => enter(() => registry.tags(...asked)),
    catalog: (...asked) => enter(() => registry.catalog(...asked)),
    referrers: (...asked) => enter(() => registry.referrers(...asked)),
    extensions: (...asked) => enter(() => registry.extensions(...asked)),
    orasReferrers: (...asked) => enter(() => registry.orasReferrers(...asked)),
    wgReferrers: (...asked) => enter(() => registry.wgReferrers(...asked)),
    bare: (...asked) => enter(() => registry.bare(...asked)),
  };
}

/** A question never waits for another one inside its turn, so nothing can be stuck here. */
function gate(width: number): <T>(ask: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let head = 0;
  let inside = 0;
  const leave = () => {
    const next = waiting[head];
    if (!next) {
      inside--;
      return;
    }
    head++;
    // The queue is dropped in one piece: shifting one by one is quadratic.
    if (head === waiting.length) waiting.length = head = 0;
    next();
  };
  return async (ask) => {
    if (inside < width) inside++;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await ask();
    } finally {
      leave();
    }
  };
}
