// The seed's eighteen rows, and those besides, run for real: on demo registries, or in a scratch repository.
export type { ExtraName } from "./extras/index.ts";
export { runExtra } from "./run-extra.ts";
export { runOnDemo } from "./run-on-demo.ts";
export { runOnScratch } from "./run-on-scratch.ts";
export { scratchTarget } from "./scratch-target.ts";
export type { Happening, Run } from "./shapes.ts";
