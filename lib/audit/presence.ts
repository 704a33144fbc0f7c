// Whether the repository has a manifest: learnt by reading it, else by one HEAD.
import { outcomeOfFault, stateOfRefusal } from "#lib/discovery";
import { asExplorerError } from "#lib/errors";
import type { Unchecked } from "#lib/evidence";
import type { Registry } from "#lib/registry";

/** `because` tells why it is not known. */
export type Present = {
  is: "there" | "gone" | "unknown";
  because?: Unchecked;
  reason?: string;
  exchanges: string[];
};

export class Presence {
  readonly #registry: Registry;
  readonly #repository: string;
  readonly #known = new Map<string, Promise<Present>>();

  constructor(registry: Registry, repository: string) {
    this.#registry = registry;
    this.#repository = repository;
  }

  /** It was read. */
  saw(digest: string, exchanges: string[]): void {
    this.#known.set(digest, Promise.resolve({ is: "there", exchanges }));
  }

  /** Asked at most once for each digest. Never throws. */
  of(digest: string): Promise<Present> {
    const known = this.#known.get(digest) ?? this.#ask(digest);
    this.#known.set(digest, known);
    return known;
  }

  async #ask(digest: string): Promise<Present> {
    try {
      const answer = await this.#registry.resolve(this.#repository, digest, {
        purpose: "is the subject there",
        withCode: true,
      });
      const exchanges = answer.exchanges.map(({ id }) => id);
      if (answer.found) return { is: "there", exchanges };
      const state = stateOfRefusal(answer);
      const code = answer.errorCode ? ` ${answer.errorCode.slice(0, 64)}` : "";
      const reason = `the registry answered ${answer.status}${code} for the subject`;
      // A registry that does not know the repository, or hides it, has not spoken of the manifest.
      if (state === "missing" && answer.errorCode !== "NAME_UNKNOWN") return { is: "gone", exchanges };
      return { is: "unknown", because: state === "missing" ? "failed" : state, reason, exchanges };
    } catch (thrown) {
      const fault = asExplorerError(thrown);
      const { outcome, reason } = outcomeOfFault(fault);
      const because = outcome === "unsupported" ? "failed" : outcome;
      return { is: "unknown", because, reason, exchanges: fault.exchanges };
    }
  }
}
