// OCI 1.1's fallback: the one tag `<alg>-<encoded>`, whose index lists the referrers.
// https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import type { ManifestAnswer } from "#lib/registry";
import { hear, type Unheard } from "./hear.ts";
import { count, type Listed } from "./listed.ts";
import type { Question } from "./shapes.ts";

/** One GET. What the tag names counts only when it is an index that lists and is nothing else. */
export async function readExactTag(question: Question): Promise<Listed> {
  const { registry, repository, digest, tell } = question;
  const tag = referrersTag(digest);
  const heard = await hear(() =>
    registry.manifest(repository, tag, { accept: [MEDIA_TYPES.ociIndex], purpose: "referrers tag" }),
  );
  const listed = heard.found
    ? entriesOf(heard.value, digest, heard.exchanges)
    : withoutTag(heard, heard.exchanges);
  const { reason, exchanges } = listed;
  tell?.({ what: "reads the referrers tag", outcome: reason, exchanges });
  return { ...listed, entries: listed.entries.map((entry) => ({ ...entry, tag })) };
}

function entriesOf(answer: ManifestAnswer, digest: string, exchanges: string[]): Listed {
  const whole = { by: "referrers-tag", completeness: "complete", exchanges } as const;
  const refused = whyNoList(answer, digest);
  if (refused) return { ...whole, said: "absent", entries: [], reason: refused };
  const { manifests, dropped = 0 } = answer.manifest;
  const entries = manifests.map((descriptor) => ({ descriptor }));
  const reason = `200, ${count(entries.length, "entry", "entries")}`;
  if (dropped === 0) return { ...whole, said: "list", entries, reason };
  const cut = `${count(dropped, "entry", "entries")} could not be read`;
  return { ...whole, said: "list", entries, completeness: "truncated", reason: `${reason}; ${cut}` };
}

/** "If the tag does not resolve to a valid image index, the client SHOULD assume there are no referrers." */
export function whyNoList(
  { digest, mediaType, manifest }: ManifestAnswer,
  subject: string,
): string | undefined {
  // GitLab reads the tag `sha256-x` as the digest `sha256:x` (oras#2148, 2026-09).
  if (digest === subject) return "200, but the tag resolves to the subject itself: no list";
  if (manifest.form !== "oci-index") return `200, but the tag names ${mediaType.slice(0, 96)}: no list`;
  // regclient refuses it too: an index with a subject is somebody's artifact.
  return manifest.subject ? "200, but the tag's index has a subject of its own: no list" : undefined;
}

function withoutTag({ state, said, errorCode }: Unheard, exchanges: string[]): Listed {
  const nothing: Pick<Listed, "by" | "entries" | "exchanges"> = {
    by: "referrers-tag",
    entries: [],
    exchanges,
  };
  if (state !== "missing")
    return { ...nothing, said: "unknown", completeness: state, reason: `${said}: could not check` };
  // A registry that does not know the repository, or hides it, has not spoken about the tag.
  if (errorCode === "NAME_UNKNOWN") {
    const reason = `${said}: it does not know the repository, or hides it`;
    return { ...nothing, said: "unknown", completeness: "failed", reason };
  }
  return { ...nothing, said: "absent", completeness: "complete", reason: `${said}: no such tag` };
}
