// The signatures that are attached to an artifact which carries none itself: the graph knows of them, its content does not. Pure.
import type { Node } from "#lib/graph";
import type { Scene } from "../artifact/node-words.ts";

/** Those that the registry has: what could not be read may be anything, and what names something else is not about this. */
export function attachedSignatures(
  id: string,
  { downward, nodes }: Pick<Scene, "downward" | "nodes">,
): Node[] {
  const edges = (downward.get(id) ?? []).filter(
    ({ relation, proof }) => relation !== "contains" && proof !== "contradicted",
  );
  return edges.flatMap(({ source }) => {
    const node = nodes.get(source);
    return node?.kind === "signature" && node.state === "present" ? [node] : [];
  });
}

/** Without its full stop: the signatures may follow. */
export function attachedWords(count: number): string {
  return `It is not signed itself; ${count === 1 ? "1 signature is" : `${count} signatures are`} attached to it`;
}
