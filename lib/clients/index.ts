// The seed's producers and consumers as small programs on the registry client, in both readings.
export { askReferrersApi } from "./ask-referrers-api.ts";
export { type BranchOptions, type BranchPush, branch } from "./branch.ts";
export { type Artifact, type Made, makeImage } from "./content.ts";
export { type Heard, hear } from "./hear.ts";
export type { KeptTag, Moment } from "./keep-referrers-tag.ts";
export { leaf } from "./leaf.ts";
export { pullAs } from "./pull-as.ts";
export type { Push } from "./push.ts";
export type { Asked, FoundReferrer, Lookup, Pull, PulledImage, Question, Step, Tell, Way } from "./shapes.ts";
export { type TreePush, tree } from "./tree.ts";
