// A12: a referrers tag whose entry has another subject. Quay shows such entries in the referrers API (2026-08).
import type { Answer, ReferrersAnswer } from "#lib/registry";
import { judgedBy, pushVerdict, wordsOf } from "../push-verdict.ts";
import { idsOf, type Judged, type Listing, type Step } from "../step.ts";

export const pushWrongTagIndex: Step = {
  id: "A12",
  title: "A referrers tag with a wrong entry",
  asks: "Does the API list an entry of the referrers tag whose subject is another image?",
  decides: [],
  async begin(trial) {
    const { repository, content } = trial;
    if (trial.api !== "lists") {
      const observed = "there is no list that it could be in";
      return { known: { outcome: "not-run", observed, exchanges: [] } };
    }
    const { otherImage, wrongIndex, wrongTag, typed } = content;
    const image = await repository.pushManifest(otherImage.digest, otherImage, { purpose: otherImage.name });
    if (!image.found) {
      const observed = `the other image was answered with ${wordsOf(image)}`;
      return { known: { outcome: "unknown", observed, exchanges: idsOf(image) } };
    }
    const index = await repository.pushManifest(wrongTag, wrongIndex, { purpose: wrongIndex.name });
    const exchanges = idsOf(image, index);
    if (!index.found) {
      const pushed = pushVerdict(index, "a referrers tag", trial.image);
      return { known: { ...judgedBy(pushed), outcome: "unknown", exchanges } };
    }
    const look = async (listing: Listing): Promise<Judged> => {
      const purpose = "the other image's referrers";
      const answer = await repository.reading.referrers(repository.repository, otherImage.digest, {
        purpose,
      });
      return { ...judge(answer, typed.digest, listing), exchanges: [...exchanges, ...idsOf(answer)] };
    };
    return { known: { outcome: "unknown", observed: "the tag was taken", exchanges }, look };
  },
};

/** The tag is older than what the image's list must have to be current: an entry that is not there then will not come. */
function judge(
  answer: Answer<ReferrersAnswer>,
  digest: string,
  listing: Listing,
): Pick<Judged, "outcome" | "observed"> {
  if (!answer.found) return { outcome: "unknown", observed: `its list was answered with ${answer.status}` };
  const { items, truncated } = answer.value;
  if (items.some((item) => item.digest === digest)) {
    return { outcome: "yes", observed: "it lists it: entries of referrers tags are taken over unseen" };
  }
  if (truncated !== undefined) return { outcome: "unknown", observed: `its list is cut: ${truncated}` };
  if (listing.items && listing.isCurrent) return { outcome: "no", observed: "it does not list it" };
  return { outcome: "unknown", observed: "it has not listed it; whether it will is open" };
}
