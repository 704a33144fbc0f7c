// A12: a referrers tag whose entry has another subject. Quay shows such entries in the referrers API (2026-08).
import { judgedBy, pushVerdict } from "../push-verdict.ts";
import { idsOf, type Judged, type Step } from "../step.ts";

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
    const index = await repository.pushManifest(wrongTag, wrongIndex, { purpose: wrongIndex.name });
    const exchanges = idsOf(image, index);
    if (!index.found) {
      const pushed = pushVerdict(index, "a referrers tag", trial.image);
      return { known: { ...judgedBy(pushed), outcome: "unknown", exchanges } };
    }
    const look = async (): Promise<Judged> => {
      const purpose = "the other image's referrers";
      const answer = await repository.reading.referrers(repository.repository, otherImage.digest, {
        purpose,
      });
      const all = [...exchanges, ...idsOf(answer)];
      if (!answer.found) {
        return {
          outcome: "unknown",
          observed: `its list was answered with ${answer.status}`,
          exchanges: all,
        };
      }
      const isListed = answer.value.items.some(({ digest }) => digest === typed.digest);
      const observed = isListed
        ? "it lists it: entries of referrers tags are taken over unseen"
        : "it does not list it";
      return { outcome: isListed ? "yes" : "no", observed, exchanges: all };
    };
    return { known: { outcome: "unknown", observed: "the tag was taken", exchanges }, look };
  },
};
