import { fromBase64 } from "../base64.ts";
import { readTimestamp } from "../certificates/timestamp.ts";
import type { Draft } from "../draft.ts";

/** The time that a timestamping authority gave, claimed as long as its token is not verified. */
export function timestampFacts(draft: Draft, token: Uint8Array | string | undefined): void {
  if (token === undefined || token.length === 0) return;
  const bytes = typeof token === "string" ? fromBase64(token) : token;
  const timestamp = bytes && readTimestamp(bytes);
  if (!timestamp) {
    draft.problem("A timestamp token cannot be read.");
    return;
  }
  draft.fact("integrity", "Timestamp", timestamp.time, "claimed");
  draft.fact("integrity", "Timestamping authority", timestamp.authority, "claimed");
}
