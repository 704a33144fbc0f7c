// Everything that refers to an image, found in every way there is, and what a registry's answers say about it.
export { discover } from "./discover.ts";
export { probe } from "./probe.ts";
