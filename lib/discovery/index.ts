// Everything that refers to an image, found in every way there is, and what a registry's answers say about it.
export { type DiscoverInput, type Discovery, type DiscoveryEvent, discover } from "./discover.ts";
export { type ProbeInput, type ProbeResult, probe } from "./probe.ts";
export { STRATEGIES } from "./strategies/index.ts";
export type { Strategy } from "./strategy.ts";
