// The seed's producers and consumers as small programs on the registry client, in both readings.
export { pullAs } from "./pull-as.ts";
export type { FoundReferrer, Lookup, Pull, PulledImage, Question, Step, Tell, Way } from "./shapes.ts";
