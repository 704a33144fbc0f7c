// Whether a thing is on the registry: there, not there, or not to be told.
import { asExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import type { Answer, WritableRepository } from "#lib/registry";
import type { Kind } from "./entry.ts";

/** `reason` says why it cannot be told; `exchanges` are ids. */
export type Presence =
  | { there: "yes"; exchanges: string[] }
  | { there: "no"; exchanges: string[] }
  | { there: "unknown"; reason: string; exchanges: string[] };

/** Asks for it, reading. Never throws. */
export async function lookFor(
  target: WritableRepository,
  kind: Kind,
  name: string,
  purpose: string,
): Promise<Presence> {
  try {
    const seen = kind === "blob" ? await seeBlob(target, name, purpose) : await see(target, name, purpose);
    return presenceOf(seen);
  } catch (thrown) {
    const { code, message, exchanges } = asExplorerError(thrown);
    // Bytes came, and not the right ones: something is there.
    if (code === "digest-mismatch" || code === "malformed-answer") return { there: "yes", exchanges };
    return { there: "unknown", reason: message, exchanges };
  }
}

type Seen = { found: boolean; status: number; exchanges: Exchange[] };

async function see(target: WritableRepository, name: string, purpose: string): Promise<Seen> {
  const answer: Answer<unknown> = await target.reading.resolve(target.repository, name, { purpose });
  return { found: answer.found, status: answer.status, exchanges: answer.exchanges };
}

async function seeBlob(target: WritableRepository, digest: string, purpose: string): Promise<Seen> {
  const path = `/v2/${target.repository}/blobs/${digest}`;
  const { status, exchanges } = await target.reading.bare(path, { purpose });
  // A redirect leads to where the bytes are kept.
  return { found: status >= 200 && status < 400, status, exchanges };
}

function presenceOf({ found, status, exchanges }: Seen): Presence {
  const ids = exchanges.map(({ id }) => id);
  if (found) return { there: "yes", exchanges: ids };
  if (status !== 404) return { there: "unknown", reason: `it answered ${status}`, exchanges: ids };
  // A repository that nobody but its users may see is hidden from others in the same words.
  if (exchanges.at(-1)?.credential === "anonymous token") {
    const reason = "it answered 404 to someone who is not logged in, from whom it may hide the repository";
    return { there: "unknown", reason, exchanges: ids };
  }
  return { there: "no", exchanges: ids };
}
