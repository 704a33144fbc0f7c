// A7: Proposal E called the field `refers`; the final specification calls it `subject`.
import { judgedBy, pushVerdict } from "../push-verdict.ts";
import type { Judged, Listing, Step } from "../step.ts";

export const pushRefers: Step = {
  id: "A7",
  title: "Proposal E's field refers",
  asks: "Does the field refers count as a subject does?",
  decides: [],
  async begin({ repository, content, image }) {
    const { referring } = content;
    const answer = await repository.pushManifest(referring.digest, referring, { purpose: referring.name });
    const pushed = pushVerdict(answer, "a manifest with refers", image);
    const known = judgedBy(pushed);
    if (pushed.support !== "supported") return { known };
    return {
      known: { ...known, outcome: "unknown", observed: "it stores it" },
      look: (listing) => judge(listing, referring.digest, pushed.evidence),
    };
  },
};

function judge(listing: Listing, digest: string, evidence: string[]): Judged {
  if (!listing.items) {
    return { outcome: "unknown", observed: `it stores it; ${listing.reason}`, exchanges: evidence };
  }
  const exchanges = [...evidence, ...listing.exchanges.slice(-1)];
  if (listing.items.some((item) => item.digest === digest)) {
    return { outcome: "yes", observed: "it stores it and lists it", exchanges };
  }
  if (listing.isCurrent) return { outcome: "no", observed: "it stores it and does not list it", exchanges };
  return { outcome: "unknown", observed: "it stores it; whether it will be listed is open", exchanges };
}
