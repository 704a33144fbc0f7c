// Why a list may not be whole, to follow "a list".
import type { Completeness } from "#lib/evidence";

export const MORE_WORDS: Record<Exclude<Completeness, "complete">, string> = {
  truncated: "was not read to its end",
  denied: "was denied",
  "rate-limited": "was not read, since the registry limits the rate of requests",
  failed: "could not be read",
};
