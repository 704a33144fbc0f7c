// A6: "A registry MUST accept an otherwise valid manifest with a subject field that references a manifest that does
// not exist in the repository" (distribution-spec).
import type { WritableRepository } from "#lib/registry";
import { judgedBy, pushVerdict } from "../push-verdict.ts";
import { idsOf, type Judged, type Step } from "../step.ts";

export const pushOrphan: Step = {
  id: "A6",
  title: "A subject that is not there",
  asks: "Does it take a manifest whose subject was never pushed?",
  decides: [],
  async begin(trial) {
    const { repository, content, subject } = trial;
    const { orphan, missing } = content;
    const answer = await repository.pushManifest(orphan.digest, orphan, { purpose: orphan.name });
    const pushed = pushVerdict(answer, "a manifest whose subject is not there", subject);
    const known = judgedBy(pushed);
    if (pushed.support !== "supported" || trial.api !== "lists") return { known };
    return { known, look: () => listedAnyway(repository, missing, orphan.digest, known) };
  },
};

async function listedAnyway(
  { reading, repository }: WritableRepository,
  missing: string,
  digest: string,
  pushed: Judged,
): Promise<Judged> {
  const answer = await reading.referrers(repository, missing, { purpose: "referrers of what is not there" });
  const isListed = answer.found && answer.value.items.some((item) => item.digest === digest);
  const list = answer.found ? (isListed ? "yes" : "no") : `it was answered with ${answer.status}`;
  const exchanges = [...pushed.exchanges, ...idsOf(answer)];
  return { ...pushed, facts: [["listed for the missing subject", list]], exchanges };
}
