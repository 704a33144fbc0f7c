// Why a client never came to the place where an artifact hangs.
import type { Node } from "#lib/graph";
import type { ClientRule } from "./client-rule.ts";
import { verdict } from "./listing.ts";
import type { Verdict } from "./shapes.ts";
import type { Terrain } from "./terrain.ts";

/** For an artifact that no question of the client was about. */
export function whyNotSeen(
  node: Node,
  rule: ClientRule,
  terrain: Terrain,
  verdicts: ReadonlyMap<string, Verdict>,
): Verdict {
  const edges = terrain.aboutOf.get(node.id) ?? [];
  if (rule.ways.length === 0) {
    if (edges.every(({ relation }) => relation === "in-index") && rule.children === "none")
      return verdict("not-found", "it does not look into the index");
    return verdict("not-found", "it does not ask for what is attached");
  }
  if (edges.every(({ relation }) => relation === "in-index"))
    return verdict("not-found", "it lies in the index beside the images, where this client does not look");
  const doubtful = edges.map(({ target }) => verdicts.get(target)).find((one) => one?.state === "not-known");
  if (doubtful && rule.nested !== false)
    return verdict(
      "not-known",
      `it hangs on something of which this is not known: ${doubtful.reason}`,
      doubtful.exchanges,
    );
  if (edges.some(({ target }) => terrain.aboutOf.has(target) && target !== terrain.root.id))
    return verdict(
      "not-found",
      rule.nested === false
        ? "it hangs on another artifact, and this client asks only about what was named"
        : "what it hangs on is not found either",
    );
  return verdict(
    "not-found",
    "it hangs on an image inside the index, and this client asks only about what was named",
  );
}
