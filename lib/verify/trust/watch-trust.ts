// Keeps the trust as its files say, without a restart.
import { asExplorerError } from "#lib/errors";
import type { Trust } from "../trust.ts";
import { loadTrust } from "./load-trust.ts";
import { type PlainTrust, trustFrom } from "./plain-trust.ts";
import { Reader } from "./reader.ts";
import type { TrustSources } from "./sources.ts";

/** `plain` is the same, for a worker thread. `fault`: why what stands in the files now is not what counts. */
export type CurrentTrust = { trust: Trust; plain: PlainTrust; fault?: string };
export type TrustSource = { current(): Promise<CurrentTrust> };

/** How long what was looked at counts as unchanged, in milliseconds. */
const FRESH_MS = 1000;

/**
 * Reads the trust, and again where a file of it has changed since: looked at when it is used, at most once a second. What
 * cannot be read leaves the last that could, and is told.
 * @throws ExplorerError "bad-request" when the first reading fails: nobody is served with half of what the operator wrote.
 */
export async function watchTrust(
  sources: TrustSources,
  clock: () => number = () => performance.now(),
): Promise<TrustSource> {
  let reader = new Reader();
  let held: CurrentTrust = made(await loadTrust(sources, reader));
  let lookedAt = clock();
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    if (!(await reader.hasChanged())) return;
    reader = new Reader();
    try {
      held = made(await loadTrust(sources, reader));
    } catch (thrown) {
      const why = asExplorerError(thrown).message;
      held = { ...held, fault: `What was trusted before still counts. ${why}` };
    }
  };
  return {
    current: async () => {
      if (clock() - lookedAt >= FRESH_MS) {
        looking ??= look().finally(() => {
          lookedAt = clock();
          looking = undefined;
        });
      }
      await looking;
      return held;
    },
  };
}

function made(plain: PlainTrust): CurrentTrust {
  return { trust: trustFrom(plain), plain };
}
