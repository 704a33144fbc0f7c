// One run at a time in a scratch repository: what one run clears away, another one might just be building on, and
// would take its own push for refused.
import { ExplorerError } from "#lib/errors";

export class ScratchTurns {
  readonly #busy = new Set<string>();

  /**
   * Does the work while nobody else writes there.
   * @throws ExplorerError "too-busy" when somebody does
   */
  async run<T>(registry: string, repository: string, work: () => Promise<T>): Promise<T> {
    const place = `${registry.toLowerCase()}/${repository}`;
    if (this.#busy.has(place)) {
      throw new ExplorerError("too-busy", {
        detail: `Another run is writing to ${place}.`,
        retryAfterSeconds: 10,
      });
    }
    this.#busy.add(place);
    try {
      return await work();
    } finally {
      this.#busy.delete(place);
    }
  }
}
