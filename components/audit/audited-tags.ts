// What an audit adds to the verdict on its registry: the transition's part of it.
import type { Audit } from "#lib/api";
import type { AuditKind } from "#lib/evidence";
import type { AuditedTags } from "#lib/upgrade";
import { isProblem } from "./finding-words.ts";

export function auditedTags({
  tags,
  compared,
  counts,
  repository,
  upgrade,
}: Pick<Audit, "repository" | "tags" | "compared" | "counts" | "upgrade">): AuditedTags {
  const { reindexGap } = upgrade;
  const counted = (isMeant: (kind: AuditKind) => boolean) =>
    counts.filter(({ kind }) => isMeant(kind)).reduce((sum, { count }) => sum + count, 0);
  return {
    repository,
    digestTags: tags.referrers + tags.cosign + tags.others,
    referrersTags: tags.referrers + tags.others,
    isListWhole: tags.truncated === undefined && tags.malformed === 0,
    compared,
    odd: counted((kind) => isProblem(kind) && kind !== "tag-only"),
    aside: counted((kind) => kind === "wrong-subject"),
    ...(reindexGap === undefined ? {} : { reindexGap }),
  };
}
