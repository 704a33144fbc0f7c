// The use cases: what pages and handlers may ask for.
export { auditRepository } from "./audit-repository.ts";
export { compareImages } from "./compare-images.ts";
export { type ExploreOptions, exploreReference } from "./explore-reference.ts";
export {
  auditsOf,
  knownRegistries,
  knownWithEvidence,
  lastAudit,
  lastVerdict,
  listSamples,
  mayWrite,
  productVersion,
  type Sample,
  start,
} from "./home.ts";
export { inspectArtifactOf } from "./inspect-artifact.ts";
export type { LastVerdict } from "./known-registries.ts";
export { cleanLeftovers, leftovers, probeActively } from "./probe-actively.ts";
export { type AskOptions, probeRegistry } from "./probe-registry.ts";
export { readRaw } from "./read-raw.ts";
export { runScenarios } from "./run-scenarios.ts";
export { searchImage } from "./search-image.ts";
export { showVisibility } from "./show-visibility.ts";
