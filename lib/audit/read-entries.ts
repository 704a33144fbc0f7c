// Reads what a list names, and judges each by its own bytes: a list is unsigned and often wrong.
import { listErrors, names, observeManifest, Reader, type Reading } from "#lib/discovery";
import type { ErrorCode } from "#lib/errors";
import type { Descriptor, Manifest } from "#lib/oci";
import { inParallel } from "./in-parallel.ts";
import { lastOf, type Run } from "./run.ts";
import { whyUnread } from "./unread.ts";

/** An entry whose own manifest names the subject. `isArtifact`: it is the withdrawn OCI artifact manifest. */
export type ValidEntry = {
  digest: string;
  isArtifact: boolean;
  by: "subject" | "refers";
  exchanges: string[];
};

/** Where the entries stood. `list` names it for reasons: "the referrers tag"; `exchanges` show it. */
export type Source = {
  subject: string;
  tag?: string;
  list: string;
  /** As the list describes them. */
  listed: readonly Descriptor[];
  exchanges: readonly string[];
};

export type ReadEntries = {
  valid: ValidEntry[];
  /** Those past the bound, taken by what the list says. */
  unread: string[];
  /** An entry could not be looked at. */
  isOpen: boolean;
};

/** Hands for one list; the lists themselves are read in parallel too. */
const WIDTH = 8;
/** Faults that are about the bytes: asking again would not help. One that was too large or too slow was not read. */
const ABOUT_THE_BYTES = new Set<ErrorCode>(["malformed-answer", "digest-mismatch"]);

/** Reads each digest, as far as the audit's bound goes, and writes down what is wrong with it. */
export async function readEntries(
  run: Run,
  digests: readonly string[],
  source: Source,
): Promise<ReadEntries> {
  const described = new Map(source.listed.map((listed) => [listed.digest, listed]));
  const result: ReadEntries = { valid: [], unread: [], isOpen: false };
  await inParallel(digests, { width: WIDTH, signal: run.signal }, async (digest) => {
    if (run.readsLeft <= 0) {
      result.unread.push(digest);
      return;
    }
    run.readsLeft--;
    // A reader of its own, since readers keep what they read and a list may have thousands.
    const reading = await new Reader(run.registry).read(run.repository, digest);
    judgeEntry(run, { digest, reading }, source, result);
    const listed = described.get(digest);
    if (listed) tellWrongDescription(run, { listed, reading }, source);
  });
  // Answers come in any order; what is told of them does not.
  const places = new Map(digests.map((digest, at) => [digest, at]));
  result.valid.sort((a, b) => (places.get(a.digest) ?? 0) - (places.get(b.digest) ?? 0));
  return result;
}

function judgeEntry(
  run: Run,
  { digest, reading }: { digest: string; reading: Reading },
  source: Source,
  result: ReadEntries,
): void {
  const { subject, tag, list } = source;
  const about = { digest, tag, subject, exchanges: lastOf(source.exchanges, reading.exchanges) };
  if (reading.state === "present") {
    const { manifest } = reading;
    run.presence.saw(reading.digest, lastOf(reading.exchanges));
    run.observations.add(observeManifest(reading.digest, manifest, reading.exchanges));
    if (names(manifest, subject)) {
      const by = manifest.subject?.digest === subject ? "subject" : "refers";
      const isArtifact = manifest.form === "oci-artifact";
      result.valid.push({ digest, isArtifact, by, exchanges: about.exchanges });
    } else {
      run.ledger.add({
        ...about,
        kind: "wrong-subject",
        reason: `${list} lists it; ${whatItNames(manifest)}`,
      });
    }
    return;
  }
  const { fault } = reading;
  const because = whyUnread(reading);
  if (because === "gone") {
    run.ledger.add({ ...about, kind: "missing-entry", reason: `${list} lists it, and it is not there` });
  } else if (fault && ABOUT_THE_BYTES.has(fault)) {
    run.ledger.add({ ...about, kind: "unreadable-entry", reason: reading.reason });
  } else {
    result.isOpen = true;
    run.ledger.add({ ...about, kind: "unchecked", because, reason: reading.reason });
  }
}

/** Unsigned lists are often wrong about a type (cosign#4641, buildx#4010), and clients filter by their word. */
function tellWrongDescription(
  run: Run,
  { listed, reading }: { listed: Descriptor; reading: Reading },
  { subject, tag, list, exchanges }: Source,
): void {
  if (reading.state !== "present") return;
  const wrong = listErrors(reading, listed);
  if (wrong.length === 0) return;
  run.ledger.add({
    ...{ kind: "wrong-description", digest: listed.digest, tag, subject },
    reason: wrong.map((words) => words.replace(/^a list/, list)).join("; "),
    exchanges: lastOf(exchanges, reading.exchanges),
  });
}

function whatItNames({ subject, refers }: Manifest): string {
  const other = subject ?? refers;
  return other ? `its own manifest names ${other.digest}` : "its own manifest names no subject";
}
