// Whether a thing is on the registry: there, not there, or not to be told.
import { asExplorerError } from "#lib/errors";
import type { Answer, BareAnswer, WritableRepository } from "#lib/registry";
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

type Seen = Pick<Answer<unknown>, "found" | "status" | "asNobody" | "exchanges">;

async function see(target: WritableRepository, name: string, purpose: string): Promise<Seen> {
  return target.reading.resolve(target.repository, name, { purpose });
}

async function seeBlob(target: WritableRepository, digest: string, purpose: string): Promise<Seen> {
  const answer = await target.reading.bare(["v2", target.repository, "blobs", digest], { purpose });
  // A redirect leads to where the bytes are kept.
  return { ...answer, found: answer.status >= 200 && answer.status < 400 };
}

/**
 * Whether it was asked by somebody who may be shown less than who writes: a repository that only its users may see is
 * hidden from others in the words that are used for one that is not there.
 */
export function mayBeHidden({ asNobody, exchanges }: Pick<BareAnswer, "asNobody" | "exchanges">): boolean {
  return asNobody === true || exchanges.at(-1)?.credential === "anonymous token";
}

function presenceOf(seen: Seen): Presence {
  const { found, status, exchanges } = seen;
  const ids = exchanges.map(({ id }) => id);
  if (found) return { there: "yes", exchanges: ids };
  if (status !== 404) return { there: "unknown", reason: `it answered ${status}`, exchanges: ids };
  if (mayBeHidden(seen)) {
    const reason = "it answered 404 to someone who is not logged in, from whom it may hide the repository";
    return { there: "unknown", reason, exchanges: ids };
  }
  return { there: "no", exchanges: ids };
}
