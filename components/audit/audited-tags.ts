// What an audit adds to the verdict on its registry: the transition's part of it.
import type { Audit } from "#lib/api";
import type { AuditedTags } from "#lib/upgrade";

export function auditedTags({
  tags,
  compared,
  upgrade,
}: Pick<Audit, "tags" | "compared" | "upgrade">): AuditedTags {
  const { reindexGap } = upgrade;
  return {
    digestTags: tags.referrers + tags.cosign + tags.others,
    referrersTags: tags.referrers + tags.others,
    isListWhole: tags.truncated === undefined && tags.malformed === 0,
    compared,
    ...(reindexGap === undefined ? {} : { reindexGap }),
  };
}
