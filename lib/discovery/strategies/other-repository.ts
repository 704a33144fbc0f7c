// Referrers kept in another repository of the registry (COSIGN_REPOSITORY, `regctl --external`).
import type { Strategy, StrategyAnswer, StrategyContext, Subject } from "../strategy.ts";
import { combineAnswers } from "./combine-answers.ts";
import { findByCosignTags } from "./cosign-tag.ts";
import { askReferrersApi } from "./referrers-list.ts";
import { findByReferrersTag } from "./referrers-tag.ts";

export const otherRepository: Strategy = {
  id: "other-repository",
  title: "other repository",
  spec: "https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#discovery",
  async find(subject, context) {
    const others = context.otherRepositories.filter((repository) => repository !== subject.repository);
    if (others.length === 0) {
      return { outcome: "not-asked", reason: "no other repository was named", sightings: [], exchanges: [] };
    }
    const answers = await Promise.all(others.map((repository) => findIn(repository, subject, context)));
    return combineAnswers(answers.flat());
  },
};

function findIn(repository: string, subject: Subject, context: StrategyContext): Promise<StrategyAnswer[]> {
  const there: Subject = { ...subject, repository };
  const { registry, shared } = context;
  return Promise.all([
    shared.learn("referrers API", { ...there, strategy: "other-repository" }, () =>
      askReferrersApi(registry, repository, subject.digest),
    ),
    findByReferrersTag(there, context),
    findByCosignTags(there, context),
  ]);
}
