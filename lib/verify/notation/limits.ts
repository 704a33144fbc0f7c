// How much of an envelope is read at most. Real ones have 2 to 10 KiB.
import { ExplorerError } from "#lib/errors";

export const LIMITS = {
  /** Bytes of an envelope. */
  bytes: 256 * 1024,
  /** Certificates in a chain, and in a timestamp. */
  certificates: 10,
  /** Containers within containers. */
  depth: 8,
  /** Values of a JSON document, and names in a critical header. */
  tokens: 20_000,
  critical: 20,
} as const;

export function malformed(detail: string): ExplorerError {
  return new ExplorerError("malformed-answer", { detail });
}
