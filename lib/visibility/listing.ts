// What one question of a client comes to: a list, nothing that could be known, or a failure.
import type { Node } from "#lib/graph";
import type { Verdict } from "./shapes.ts";

export type Listing =
  | {
      known: true;
      /** By node id: what becomes of each artifact that the list names. */
      entries: ReadonlyMap<string, Verdict>;
      /** What becomes of an attached artifact that it does not name. */
      others: (node: Node) => Verdict;
    }
  | { known: false; why: string; exchanges: string[] }
  /** The client takes the answer for an error. */
  | { known: "failed"; why: string; exchanges: string[] };

export function verdict(state: Verdict["state"], reason: string, exchanges: readonly string[] = []): Verdict {
  return { state, reason, exchanges: [...exchanges] };
}
