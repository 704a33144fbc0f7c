// An entry of a transparency log, as bundles, cosign's annotations and docker/attest each write it. Read, not verified.
import { fromBase64, toHex } from "../base64.ts";
import type { Draft } from "../draft.ts";
import { Part } from "../part.ts";

const MAX_ENTRIES = 16;

/** Of a sigstore bundle: verificationMaterial.tlogEntries. */
export function bundleLogFacts(draft: Draft, entries: Iterable<Part>): void {
  let count = 0;
  for (const entry of entries) {
    if (++count > MAX_ENTRIES) {
      draft.problem(`More than ${MAX_ENTRIES} log entries; the rest is left out.`);
      return;
    }
    const kind = entry.part("kindVersion");
    const id = entry.part("logId")?.text("keyId");
    logFacts(draft, {
      index: indexOf(draft, entry),
      kind: [kind?.text("kind"), kind?.text("version")].filter(Boolean).join(" "),
      integrated: entry.text("integratedTime"),
      id: id === undefined ? undefined : hexOrText(id),
      hasSet: Boolean(entry.part("inclusionPromise")?.text("signedEntryTimestamp")),
      hasProof: entry.has("inclusionProof"),
      checkpoint: entry.part("inclusionProof")?.part("checkpoint")?.text("envelope"),
    });
  }
}

/** Of cosign's annotation dev.sigstore.cosign/bundle: an answer of Rekor's, with its signature. */
export function cosignLogFacts(draft: Draft, json: Record<string, unknown>): void {
  const bundle = draft.part(json);
  const payload = bundle.part("Payload");
  if (!payload) return;
  rekorFacts(draft, payload, Boolean(bundle.text("SignedEntryTimestamp")));
}

/** Of docker/attest's signature extension. */
export function dockerLogFacts(draft: Draft, data: Part): void {
  const verification = data.part("verification");
  rekorFacts(
    draft,
    data,
    Boolean(verification?.text("signedEntryTimestamp")),
    verification?.part("inclusionProof"),
  );
}

function rekorFacts(draft: Draft, entry: Part, hasSet: boolean, proof?: Part): void {
  logFacts(draft, {
    index: indexOf(draft, entry),
    kind: kindOfBody(draft, entry.text("body")),
    integrated: entry.text("integratedTime"),
    id: entry.text("logID"),
    hasSet,
    hasProof: proof !== undefined,
    checkpoint: proof?.text("checkpoint"),
  });
}

/** As text it is exact; as a number only as far as every reader of JSON keeps it. */
function indexOf(draft: Draft, entry: Part): string | undefined {
  const index = entry.json.logIndex;
  if (typeof index === "number" && !Number.isSafeInteger(index))
    draft.problem(
      "The log index is larger than numbers in JSON are exact: what is shown may not be what is written.",
    );
  return entry.text("logIndex");
}

type Entry = {
  index: string | undefined;
  kind: string | undefined;
  /** Seconds since 1970. */
  integrated: string | undefined;
  id: string | undefined;
  hasSet: boolean;
  hasProof: boolean;
  checkpoint: string | undefined;
};

function logFacts(draft: Draft, entry: Entry): void {
  draft.fact("integrity", "Log index", entry.index, "claimed");
  draft.fact("integrity", "Log entry", entry.kind || undefined, "claimed");
  draft.fact("integrity", "Log time", timeOfSeconds(draft, entry.integrated), "claimed");
  draft.fact("integrity", "Log's signed timestamp (SET)", entry.hasSet, "claimed");
  draft.fact("integrity", "Inclusion proof", entry.hasProof, "claimed");
  // A checkpoint's first line is its log's origin: https://github.com/C2SP/C2SP/blob/main/tlog-checkpoint.md
  draft.fact("integrity", "Log", entry.checkpoint?.split("\n")[0] || undefined, "claimed");
  draft.fact("integrity", "Log key id", entry.id, "claimed");
}

/** Rekor's second version writes 0, or nothing: there the time comes from a timestamping authority. */
function timeOfSeconds(draft: Draft, seconds: string | undefined): string | undefined {
  if (seconds === undefined || seconds === "0") return undefined;
  const time = new Date(Number(seconds) * 1000);
  if (!Number.isNaN(time.getTime())) return time.toISOString().replace(".000Z", "Z");
  draft.problem("The log's time is no time.");
  return seconds;
}

function kindOfBody(draft: Draft, body: string | undefined): string | undefined {
  const bytes = body === undefined ? undefined : fromBase64(body);
  if (!bytes) return undefined;
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof json !== "object" || json === null) return undefined;
    const part = new Part({ ...json }, draft);
    return [part.text("kind"), part.text("apiVersion")].filter(Boolean).join(" ");
  } catch {
    draft.problem("The log entry's body is not JSON.");
    return undefined;
  }
}

function hexOrText(base64: string): string {
  const bytes = fromBase64(base64);
  return bytes ? toHex(bytes) : base64;
}
