// The catalog of all that was made: lib/sandbox/content-catalog.ts, which reads it back, has the last word.
import { type Listing, type StagePlan, samplesOf } from "./placement.mts";

export type Catalog = {
  made: string;
  stages: Record<string, { repositories: Listing[] }>;
  samples: ReturnType<typeof samplesOf>;
};

export function catalogOf(made: string, plans: StagePlan[]): Catalog {
  const stages = Object.fromEntries(
    plans.map(({ stage, repositories }) => [
      stage,
      { repositories: repositories.map((one) => one.listing()) },
    ]),
  );
  return { made, stages, samples: plans.flatMap(samplesOf) };
}

/** With the plan's repositories after the others of its stage, in place of what they were before; the samples likewise. */
export function withPlan({ made, stages, samples }: Catalog, plan: StagePlan): Catalog {
  const { stage } = plan;
  const own = plan.repositories.map((one) => one.listing());
  const names = new Set(own.map(({ name }) => name));
  const others = (stages[stage]?.repositories ?? []).filter(({ name }) => !names.has(name));
  const kept = samples.filter((one) => !(one.stage === stage && names.has(one.repository)));
  const after = kept.findLastIndex((one) => one.stage === stage) + 1;
  return {
    made,
    stages: { ...stages, [stage]: { repositories: [...others, ...own] } },
    samples: kept.toSpliced(after, 0, ...samplesOf(plan)),
  };
}

export function digestsIn({ stages }: Catalog): Set<string> {
  const digests = new Set<string>();
  for (const { repositories } of Object.values(stages)) {
    for (const { blobs, manifests } of repositories) {
      for (const digest of [...blobs, ...manifests.map((manifest) => manifest.digest)]) digests.add(digest);
    }
  }
  return digests;
}
