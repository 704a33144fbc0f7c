// The columns that GraphML and CSV share: one row a fact, typed.
import type { Edge, Node } from "#lib/graph";
import { plainText } from "./plain-text.ts";
import type { GraphExport } from "./shapes.ts";

type Value = string | number | boolean | undefined;
export type Field<T> = { name: string; type: "string" | "long" | "boolean"; of: (item: T) => Value };

const CREATED = "org.opencontainers.image.created";

const text = <T>(name: string, of: (item: T) => string | undefined): Field<T> => ({
  name,
  type: "string",
  of: (item) => {
    const value = of(item);
    return value ? plainText(value) : undefined;
  },
});
const long = <T>(name: string, of: (item: T) => number | undefined): Field<T> => ({ name, type: "long", of });
const boolean = <T>(name: string, of: (item: T) => boolean): Field<T> => ({ name, type: "boolean", of });

/** Of one export, since whether a node is seen or was asked for is told of the graph. */
export function nodeFields(given: GraphExport): Field<Node>[] {
  return [
    text("label", (node) => labelOf(node, given)),
    text("kind", ({ kind }) => kind),
    text("kind_by", ({ kindBy }) => kindBy),
    text("carries", ({ carries }) => carries?.join(" ")),
    text("state", ({ state }) => state),
    text("reason", ({ reason }) => reason),
    text("digest", ({ digest }) => digest),
    text("repository", ({ repository }) => repository),
    text("tags", ({ tags }) => tags.join(" ")),
    text("platform", ({ platform }) => platform),
    text("media_type", ({ mediaType }) => mediaType),
    text("artifact_type", ({ artifactType }) => artifactType),
    long("size", ({ size }) => size),
    long("payload_size", ({ payloadSize }) => payloadSize),
    text("created", ({ annotations }) => annotations.find(([name]) => name === CREATED)?.[1]),
    text("found_by", ({ foundBy }) => foundBy.join(" ")),
    text("visible_to", ({ visibleTo }) => visibleTo.join(" ")),
    boolean("outside_lens", ({ id }) => given.outside.has(id)),
    // Until its list was asked for, nothing is known of it.
    text("list", ({ asked, completeness }) => (asked ? completeness : "not asked")),
    long("depth", ({ depth }) => depth),
    boolean("asked_for", ({ id }) => id === given.rootId),
  ];
}

/** As the page says it: "verified" is said of a signature alone, and this is about a reference. */
export const PROOF_WORDS: Record<Edge["proof"], string> = {
  verified: "proven",
  claimed: "claimed",
  contradicted: "contradicted",
};

export const EDGE_FIELDS: readonly Field<Edge>[] = [
  text("relation", ({ relation }) => relation),
  text("proof", ({ proof }) => PROOF_WORDS[proof]),
  text("reason", ({ reason }) => reason),
  text("found_by", ({ foundBy }) => foundBy.join(" ")),
];

/** What was asked for is called as the reader called it, everything else by its title. */
export function labelOf(
  node: Node,
  { rootId, reference }: Pick<GraphExport, "rootId" | "reference">,
): string {
  return node.id === rootId ? reference : node.title;
}

/** Edges whose two ends are in the graph: a format that draws has no others. */
export function wholeEdges({ nodes, edges }: GraphExport["graph"]): Edge[] {
  const ids = new Set(nodes.map(({ id }) => id));
  return edges.filter(({ source, target }) => ids.has(source) && ids.has(target));
}
