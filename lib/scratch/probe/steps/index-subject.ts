// A5: an index may have a subject as well (OCI 1.1).
import type { Support } from "#lib/evidence";
import { supported, unsupported } from "#lib/upgrade";
import { judgedBy, pushVerdict } from "../push-verdict.ts";
import type { Listing, Step } from "../step.ts";

export const pushIndexSubject: Step = {
  id: "A5",
  title: "An index with a subject",
  asks: "Does the subject of an index count?",
  decides: ["ociIndexSubject"],
  async begin({ repository, content, image }) {
    const { index } = content;
    const answer = await repository.pushManifest(index.digest, index, { purpose: index.name });
    const pushed = pushVerdict(answer, "an index with a subject", image);
    const judged = (ociIndexSubject: Support) => ({
      ...judgedBy(ociIndexSubject),
      capabilities: { ociIndexSubject },
    });
    if (pushed.support !== "supported") return { known: judged(pushed) };
    return { known: judged(pushed), look: (listing) => judged(indexVerdict(listing, index.digest, pushed)) };
  },
};

function indexVerdict(listing: Listing, digest: string, pushed: Support): Support {
  const evidence = [...pushed.evidence, ...listing.exchanges.slice(-1)];
  if (!listing.items) return supported("it stores an index that has a subject", pushed.evidence);
  if (listing.items.some((item) => item.digest === digest))
    return supported("it took it and lists it", evidence);
  if (listing.isCurrent)
    return unsupported("it took it, and lists only manifests pushed before and after it", evidence);
  return supported("it stores it; whether it will be listed is open", evidence, "low");
}
