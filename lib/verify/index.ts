// Verifies signatures in stages, on the very bytes that are shown, against what the operator trusts.
export { LayerBytes } from "./layer-bytes.ts";
export type { About, Signed } from "./signed.ts";
export { type PlainTrust, trustFrom } from "./trust/plain-trust.ts";
export type { TrustSources } from "./trust/sources.ts";
export { type CurrentTrust, type TrustSource, watchTrust } from "./trust/watch-trust.ts";
export type { Trust } from "./trust.ts";
export { verifySigned } from "./verify-signed.ts";
