// What rows promise of the producer, and of what the registry shows afterwards.
import type { Heard } from "#lib/clients";
import { referrersTag } from "#lib/oci";
import { NOT_COME_TO, type Promised } from "./checks.ts";
import type { Performance } from "./performance.ts";
import type { Check } from "./shapes.ts";

export const storedX: Promised = ({ branch, tree }) =>
  answered(branch ?? tree, "X is stored (201)", "stored");

export const rejectedX: Promised = ({ tree }) =>
  answered(tree, "X is rejected (4xx), and the producer is told", "rejected");

function answered(
  x: Performance["branch"] | Performance["tree"],
  expected: string,
  wanted: "stored" | "rejected",
): Check {
  if (!x) return { expected, ...NOT_COME_TO };
  const isKnown = x.state === "stored" || x.state === "rejected";
  return { expected, observed: x.said, holds: isKnown ? x.state === wanted : undefined };
}

export const storedWithoutHeader: Promised = ({ branch }) =>
  header(branch, "X is stored (201), without OCI-Subject", false);
export const storedWithHeader: Promised = ({ branch, image }) =>
  header(branch, "X is stored (201), and OCI-Subject names the image", image.digest);

function header(branch: Performance["branch"], expected: string, wanted: string | false): Check {
  if (branch?.state !== "stored")
    return {
      expected,
      observed: branch?.said ?? "could not check",
      holds: branch?.state === "rejected" ? false : undefined,
    };
  const { status, ociSubject } = branch;
  const isImage = ociSubject !== undefined && ociSubject === wanted;
  const said =
    ociSubject === undefined
      ? "without OCI-Subject"
      : isImage
        ? "OCI-Subject names the image"
        : "with OCI-Subject";
  return {
    expected,
    observed: `${status}, ${said}`,
    holds: wanted === false ? ociSubject === undefined : isImage,
  };
}

export const tagWritten: Promised = ({ branch, reading }) => {
  const expected =
    reading === "oci-1.1"
      ? "the referrers tag is written, and lists X when read back"
      : "X is pushed again under a tag of its own, <alg>-<ref>.<hash>.<type>";
  const tag = branch?.tag;
  if (branch?.state !== "stored") return { expected, ...NOT_COME_TO };
  if (!tag) return { expected, observed: `no tag: ${branch.indexedBy} was relied on`, holds: false };
  const isKnown = tag.state === "kept" || tag.state === "lost" || tag.state === "refused";
  return {
    expected,
    observed: `${tag.state}: ${tag.said}`,
    holds: isKnown ? tag.state === "kept" : undefined,
  };
};

export const noTagWritten: Promised = ({ branch, reading }) => {
  const expected =
    reading === "oci-1.1"
      ? "the producer relies on OCI-Subject and writes no tag"
      : "the referrers API answers the producer, which writes no tag";
  if (branch?.state !== "stored") return { expected, ...NOT_COME_TO };
  const { indexedBy, tag } = branch;
  const observed = tag ? `the tag ${tag.tag} was written` : `no tag: ${indexedBy} was relied on`;
  return { expected, observed, holds: tag === undefined };
};

export const oneTagMore: Promised = (seen) => {
  const name = seen.reading === "oci-1.1" ? "the referrers tag" : "X's own tag";
  return tagsChanged(seen, `tags/list shows one more: ${name}, the only visible impact`, (added) => {
    return added.length === 1 && added[0] === seen.branch?.tag?.tag;
  });
};

export const tagsUnchanged: Promised = (seen) =>
  tagsChanged(seen, "tags/list is unchanged", (added) => added.length === 0);

function tagsChanged(
  { tagsBefore, tagsAfter, image }: Performance,
  expected: string,
  isRight: (added: string[]) => boolean,
): Check {
  const unknown = [tagsBefore, tagsAfter].find((heard) => !heard?.found);
  if (!tagsBefore?.found || !tagsAfter?.found) {
    const observed = unknown && !unknown.found ? `could not check: ${unknown.said}` : "could not check";
    return { expected, observed, holds: undefined };
  }
  const before = new Set(tagsBefore.value);
  const after = new Set(tagsAfter.value);
  const added = [...after].filter((tag) => !before.has(tag));
  const gone = [...before].filter((tag) => !after.has(tag));
  const words = added.map((tag) => (tag === referrersTag(image.digest) ? "the referrers tag" : tag));
  const more = added.length === 0 ? "no new tag" : `${added.length} more: ${words.slice(0, 3).join(", ")}`;
  const less = gone.length === 0 ? "" : `, ${gone.length} gone`;
  return { expected, observed: `${more}${less}`, holds: gone.length === 0 && isRight(added) };
}

/** Afterwards, besides what the consumer saw: the API's answer is not a tag's by another way. */
export const tagStillAbsent: Promised = (seen) => {
  const { reading, referrersTag: tag, tagsAfter, image } = seen;
  if (reading === "oci-1.1")
    return { expected: "the referrers tag answers 404 to whoever asks: none was pushed", ...missing(tag) };
  const expected = "no tag begins with the image's digest: none was pushed";
  if (!tagsAfter?.found) return { expected, ...missing(tagsAfter), holds: undefined };
  const own = tagsAfter.value.filter((one) => one.startsWith(referrersTag(image.digest)));
  return { expected, observed: `${own.length} of ${tagsAfter.value.length}`, holds: own.length === 0 };
};

export const nothingStored: Promised = ({ artifact }) => ({
  expected: "GET of X answers 404: nothing was stored",
  ...missing(artifact),
});

function missing(heard: Heard<unknown> | undefined): Omit<Check, "expected"> {
  if (!heard) return NOT_COME_TO;
  if (heard.found) return { observed: `${heard.status}: it is there`, holds: false };
  const isMissing = heard.state === "missing";
  return {
    observed: isMissing ? heard.said : `could not check: ${heard.said}`,
    holds: isMissing || undefined,
  };
}
