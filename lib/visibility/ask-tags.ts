// One client's question for tags that are made from a digest.
import type { Node } from "#lib/graph";
import { cosignTags, referrersTag } from "#lib/oci";
import type { CosignWay } from "./client-rule.ts";
import { opened } from "./judge-entry.ts";
import { type Listing, verdict } from "./listing.ts";
import type { Verdict } from "./shapes.ts";
import type { Terrain } from "./terrain.ts";

const AN_IMAGE = { what: "an image manifest" };

/** cosign's tags of one digest. What a tag names is read as an image, whatever it is. */
export function askCosignTags(way: CosignWay, subject: string, terrain: Terrain): Listing {
  const answer = terrain.answers.cosignTags(subject);
  const { exchanges } = answer;
  if (answer.said === "nothing") return { known: false, why: answer.why, exchanges };
  const entries = new Map<string, Verdict>();
  const wanted = cosignTags(subject).filter((tag) => way.suffixes.some((suffix) => tag.endsWith(suffix)));
  for (const { source, foundBy } of terrain.attachedTo.get(subject) ?? []) {
    const node = terrain.nodes.get(source);
    if (!node || !(foundBy.includes("cosign-tag") || foundBy.includes("tag-listing"))) continue;
    const tag = node.tags.find((name) => wanted.includes(name));
    if (tag === undefined) continue;
    const judged = opened(AN_IMAGE, node, { by: `the tag ${suffixOf(tag)}`, exchanges });
    entries.set(source, way.onlyIf ? onlyIf(way.onlyIf, judged) : judged);
  }
  const suffixes = way.suffixes.join(", ");
  const others = ({ tags }: Node): Verdict => {
    if (answer.isCut)
      return verdict("not-known", "Refscope could not read all of the digest's cosign tags", exchanges);
    const own = tags.find((name) => name.startsWith(`${referrersTag(subject)}.`));
    return verdict(
      "not-found",
      `it looks at ${suffixes} tags${own ? `, not at ${suffixOf(own)}` : " alone"}`,
      exchanges,
    );
  };
  return { known: true, entries, others };
}

/** All tags that begin with the digest, and what the index at the bare one lists. */
export function askTagPrefix(subject: string, terrain: Terrain): Listing {
  const answer = terrain.answers.tagPrefix(subject);
  const { exchanges } = answer;
  if (answer.said === "nothing") return { known: false, why: answer.why, exchanges };
  const entries = new Map<string, Verdict>();
  for (const { source, foundBy } of terrain.attachedTo.get(subject) ?? []) {
    const node = terrain.nodes.get(source);
    if (!node) continue;
    const by = foundBy.includes("referrers-tag")
      ? "the index at the referrers tag"
      : (foundBy.includes("tag-listing") || foundBy.includes("cosign-tag")) &&
        "a tag that begins with the digest";
    if (by) entries.set(source, opened(AN_IMAGE, node, { by, exchanges }));
  }
  const others = (): Verdict =>
    answer.isCut
      ? verdict("not-known", "Refscope did not read all of the repository's tags", exchanges)
      : verdict("not-found", "no tag that begins with the digest names it", exchanges);
  return { known: true, entries, others };
}

function onlyIf(setting: string, judged: Verdict): Verdict {
  return verdict("not-known", `only where ${setting}; then ${judged.reason}`, judged.exchanges);
}

function suffixOf(tag: string): string {
  return tag.slice(tag.indexOf("."));
}
