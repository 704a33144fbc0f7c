// What the bytes turned out to be.
import type { Sealed } from "../sigstore/sealed.ts";
import type { Payload } from "./payload.ts";

/**
 * "unsupported": signed, in a way that is not verified here. "notation" has a verifier of its own. Each `reason` and `what`
 * is a sentence.
 */
export type Found =
  | { is: "sealed"; sealed: Sealed; payload: Payload; note?: string }
  | { is: "notation" }
  | { is: "unsigned"; what: string; payload?: Payload }
  | { is: "unsupported"; reason: string; payload?: Payload }
  /** It can be read, and lacks what its version owes: a proof that the log holds it. */
  | { is: "unproven"; reason: string }
  | { is: "malformed"; reason: string };

export function malformed(reason: string): Found {
  return { is: "malformed", reason };
}
