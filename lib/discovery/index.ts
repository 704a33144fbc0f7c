// Everything that refers to an image, found in every way there is, and what a registry's answers say about it.
export { answerOfFault } from "./answer-of-fault.ts";
export { outcomeOfFault, stateOfRefusal } from "./classify.ts";
export { listErrors } from "./describe-node.ts";
export { discover } from "./discover.ts";
export { ZERO_DIGEST } from "./gathering.ts";
export { Observations, observeManifest } from "./observations.ts";
export { probe } from "./probe.ts";
export { names } from "./prove.ts";
export { type PresentManifest, Reader, type Reading } from "./reader.ts";
export { askReferrersApi } from "./strategies/referrers-list.ts";
export type { StrategyAnswer } from "./strategy.ts";
export { TagList } from "./tag-list.ts";
export { windowedRegistry } from "./windowed-registry.ts";
