// A signature with all that came beside it, in one shape for all the forms in which they come.
import type { TransparencyLogEntry } from "@sigstore/bundle";
import type { Covered } from "./covered.ts";

export type Sealed = {
  covered: Covered;
  /** DER, or what was said about the key. */
  signer: { certificate: Uint8Array } | { hint: string };
  entries: readonly TransparencyLogEntry[];
  /** RFC 3161 tokens, in DER. */
  timestamps: readonly Uint8Array[];
  /** The whole envelope as it was stored: what log entries of kind intoto 0.0.1 hash. */
  envelope?: Uint8Array;
};
