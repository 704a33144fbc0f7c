// One run at a time in a scratch repository: what one run clears away, another one might just be building on, and
// would take its own push for refused.
import { ExplorerError } from "#lib/errors";
import type { WritableRepository } from "#lib/registry";

/** A repository as it is asked, so that every name of a registry leads to the same turn. */
type Place = Pick<WritableRepository, "origin" | "repository">;

export class ScratchTurns {
  readonly #busy = new Set<string>();

  /**
   * Does the work while nobody else writes to any of the places.
   * @throws ExplorerError "too-busy" when somebody does
   */
  async run<T>(places: readonly Place[], work: () => Promise<T>): Promise<T> {
    const wanted = new Set(places.map(keyOf));
    const taken = [...wanted].find((place) => this.#busy.has(place));
    if (taken !== undefined) {
      throw new ExplorerError("too-busy", {
        detail: `Another run is writing to ${taken}.`,
        retryAfterSeconds: 10,
      });
    }
    for (const place of wanted) this.#busy.add(place);
    try {
      return await work();
    } finally {
      for (const place of wanted) this.#busy.delete(place);
    }
  }
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** All names of this machine's loopback are one: which of its registries is meant, the port says. */
function keyOf({ origin, repository }: Place): string {
  const { hostname, host, port } = new URL(origin);
  return `${LOOPBACK.test(hostname) ? `localhost:${port}` : host}/${repository}`;
}
