// The predicate type that a manifest's annotations claim for what it carries.
import type { Node } from "#lib/graph";

const NAMES = ["in-toto.io/predicate-type", "dev.sigstore.bundle.predicateType", "predicateType"];

export function predicateOf({ annotations }: Pick<Node, "annotations">): string | undefined {
  for (const name of NAMES) {
    const found = annotations.find(([key]) => key === name);
    if (found) return found[1];
  }
  return undefined;
}
