// What becomes of an artifact that a list names: asked for or not, opened or not, readable or not.
import type { Node } from "#lib/graph";
import { mediaTypeEssence } from "#lib/oci";
import { fitsType, type Opening, type ReferrersWay } from "./client-rule.ts";
import { verdict } from "./listing.ts";
import type { Verdict } from "./shapes.ts";

/** Types that clients write when nobody chose one: then the layer's type tells, which a node does not keep. */
const UNTYPED: readonly string[] = ["", "application/vnd.oci.empty.v1+json", "application/octet-stream"];

type Named = { by: string; exchanges: readonly string[] };

export function judgeEntry(
  { asksFor, opens }: Pick<ReferrersWay, "asksFor" | "opens">,
  node: Node,
  named: Named,
): Verdict {
  return (asksFor && unwanted(asksFor, node, named)) ?? opened(opens, node, named);
}

function unwanted(
  { types, words, others }: NonNullable<ReferrersWay["asksFor"]>,
  node: Node,
  { by, exchanges }: Named,
): Verdict | undefined {
  const listed = node.warnings.find((warning) => warning.startsWith("a list gives its artifactType"));
  if (listed !== undefined)
    return verdict(
      "not-known",
      `it goes by the list's artifactType, and ${listed}, which is not its own`,
      exchanges,
    );
  const type = node.artifactType ?? "";
  if (type === "" && node.state !== "present")
    return verdict("not-known", `${by} lists it; of which type it is, Refscope could not read`, exchanges);
  if (fitsType(types, type)) return undefined;
  if (others) return verdict("not-known", others, exchanges);
  return verdict("not-found", `it asks only for ${words}`, exchanges);
}

/** A client that only lists shows what is listed, though it may be gone. */
export function opened(opens: Opening | undefined, node: Node, { by, exchanges }: Named): Verdict {
  const all = [...exchanges, ...node.exchanges];
  if (node.state === "missing")
    return verdict("unreadable", `${by} names it, but the registry does not have it`, all);
  if (!opens) return verdict("found", `${by} lists it`, exchanges);
  if (node.state !== "present") {
    const why = node.reason
      ? `${node.state.replace("-", " ")}: ${node.reason}`
      : node.state.replace("-", " ");
    return verdict("not-known", `${by} names it; Refscope itself could not read it (${why})`, all);
  }
  return notReadable(opens, node, { by, exchanges: all }) ?? verdict("found", `${by} names it`, all);
}

function notReadable({ media, types, by: place, what }: Opening, node: Node, { by, exchanges }: Named) {
  const mediaType = mediaTypeEssence(node.mediaType);
  if (media && !media.includes(mediaType))
    return verdict(
      "unreadable",
      `${by} names it, but it opens only ${what}, and this is ${mediaType}`,
      exchanges,
    );
  if (!types) return undefined;
  const type = mediaTypeEssence(node.artifactType ?? "");
  if (fitsType(types, type)) return undefined;
  if (place === "layer" && UNTYPED.includes(type))
    return verdict(
      "not-known",
      `${by} names it; it tells ${what} by the layer's type, which is not in the graph`,
      exchanges,
    );
  return verdict("unreadable", `${by} names it, but it is not ${what}: it is passed over`, exchanges);
}
