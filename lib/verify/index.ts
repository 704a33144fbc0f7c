// Verifies signatures in stages, on the very bytes that are shown, against what the operator trusts.
export type { About, Signed } from "./signed.ts";
export type { Trust } from "./trust.ts";
