// The registries that each misbehave in one way, and the guarded one: a small image with few attachments.
import { type Artifact, asImage } from "./carriers.mts";
import { Repository, type StagePlan } from "./placement.mts";
import type { Manifest, Shelf } from "./shelf.mts";

export type SmallParts = { shelf: Shelf; image: Manifest; sbom: Artifact };

export function smallStages({ shelf, image, sbom }: SmallParts): StagePlan[] {
  const referrer = asImage(shelf, sbom, image);
  const ids = [
    "bicycle",
    "motorcycle",
    "rc-motorcycle",
    "midway",
    "extended",
    "quay-like",
    "ghcr-like",
    "gitlab-like",
    "html-like",
    "header-only",
    "empty-proxy",
  ] as const;
  const plans: StagePlan[] = ids.map((stage) => {
    const mini = new Repository(shelf, "refscope/mini")
      .push([image], ["0.1"])
      .push([referrer])
      .tagReferrers(image, [referrer]);
    return {
      stage,
      repositories: [mini],
      samples: [{ repository: mini, tag: "0.1", about: "An SBOM in the referrers tag." }],
    };
  });
  const open = new Repository(shelf, "public/app").push([image], ["0.1"]).pushIndexed([referrer]);
  const closed = new Repository(shelf, "private/app").push([image], ["0.1"]).pushIndexed([referrer]);
  plans.push({
    stage: "guarded",
    repositories: [open, closed],
    samples: [{ repository: open, tag: "0.1", about: "Everybody may read it." }],
  });
  return plans;
}
