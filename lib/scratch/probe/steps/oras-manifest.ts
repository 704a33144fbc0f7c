// A9: ORAS' own artifact manifest, and the API that lists it.
import type { Support } from "#lib/evidence";
import type { Answer, Listed, WritableRepository } from "#lib/registry";
import { supported, unknownBecause, unknownThing, unsupported } from "#lib/upgrade";
import { judgedBy, pushVerdict, wordsOf } from "../push-verdict.ts";
import { idsOf, type Judged, type Step } from "../step.ts";

export const pushOrasManifest: Step = {
  id: "A9",
  title: "ORAS' artifact manifest",
  asks: "Does it take the artifact manifest of ORAS?",
  decides: ["orasReferrers"],
  async begin({ repository, content, image }) {
    const { oras } = content;
    const answer = await repository.pushManifest(oras.digest, oras, { purpose: oras.name });
    const pushed = pushVerdict(answer, "an ORAS artifact manifest", image);
    const known = judgedBy(pushed);
    // Of an image that is not there, a 404 says nothing of the address.
    if (image !== "taken") return { known };
    const look = async (): Promise<Judged> => {
      const orasReferrers = await askOras(repository, content.image.digest);
      return {
        ...known,
        facts: [["ORAS' referrers API", orasReferrers.reason]],
        exchanges: [...pushed.evidence, ...orasReferrers.evidence],
        capabilities: { orasReferrers },
      };
    };
    return { known, look };
  },
};

/** Its two addresses, the later one first. One that lists is enough; for a "no" both must not exist, whatever is asked of them. */
async function askOras({ reading, repository }: WritableRepository, subject: string): Promise<Support> {
  const answers: Answer<Listed<unknown>>[] = [];
  for (const form of ["ext", "v1"] as const) {
    const answer = await reading.orasReferrers(repository, subject, form, {
      purpose: `ORAS' referrers, ${form}`,
    });
    answers.push(answer);
    if (answer.found) return supported("it answered with a list", idsOf(answer));
  }
  const evidence = idsOf(...answers);
  const said = answers.flatMap((answer) => (answer.found ? [] : wordsOf(answer))).join(" and ");
  const isNo = answers.every(
    (answer) => !answer.found && answer.status === 404 && unknownThing(answer.errorCode) === undefined,
  );
  return isNo
    ? unsupported(`neither of its addresses is there: ${said}`, evidence, "medium")
    : unknownBecause("failed", `it was answered with ${said}`, evidence);
}
