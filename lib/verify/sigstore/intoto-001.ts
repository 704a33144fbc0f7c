// Rekor's log entries of kind intoto 0.0.1, which cosign wrote up to 2.1 and the library does not read: they hold the hash
// of the whole envelope instead of its signature.
import { createHash, verify } from "node:crypto";
import type { TransparencyLogEntry } from "@sigstore/bundle";
import { json } from "@sigstore/core";
import type { TrustMaterial } from "@sigstore/verify";
import { isJsonObject } from "#lib/oci";
import type { Covered } from "./covered.ts";

export function isIntoto001({ kindVersion }: TransparencyLogEntry): boolean {
  return kindVersion?.kind === "intoto" && kindVersion.version === "0.0.1";
}

/**
 * Why the entry does not vouch for the envelope; undefined when it does. The signed promise (SET) is asked for, since the
 * entry's proof is only read by the library; whose signature it is must be compared besides.
 */
export function intoto001Flaw(
  entry: TransparencyLogEntry,
  { tlogs }: TrustMaterial,
  covered: Covered,
  envelope: Uint8Array,
): string | undefined {
  const promise = entry.inclusionPromise?.signedEntryTimestamp;
  if (!promise) return "the entry has no signed entry timestamp";
  if (!tlogs.some((log) => promises(log, entry, promise))) return "the signed entry timestamp does not hold";
  const body: unknown = JSON.parse(entry.canonicalizedBody.toString("utf8"));
  if (!isJsonObject(body) || body.kind !== "intoto" || body.apiVersion !== "0.0.1")
    return "the entry's body is of another kind than the entry says";
  const content = isJsonObject(body.spec) ? body.spec.content : undefined;
  const { hash, payloadHash }: Record<string, unknown> = isJsonObject(content) ? content : {};
  if (hashOf(hash) !== createHash("sha256").update(envelope).digest("hex"))
    return "the entry is about another envelope";
  if (payloadHash !== undefined && !covered.hasDigest(hashOf(payloadHash) ?? ""))
    return "the entry is about another payload";
  return undefined;
}

/** https://docs.sigstore.dev/logging/verify-release/: the log signs what it promises to include, in canonical JSON. */
function promises(
  log: TrustMaterial["tlogs"][number],
  entry: TransparencyLogEntry,
  promise: Buffer,
): boolean {
  const seconds = Number(entry.integratedTime);
  const at = new Date(seconds * 1000);
  if (!log.logID.equals(entry.logId.keyId) || !(log.validFor.start <= at && at <= log.validFor.end))
    return false;
  const promised = {
    body: entry.canonicalizedBody.toString("base64"),
    integratedTime: seconds,
    logIndex: Number(entry.logIndex),
    logID: entry.logId.keyId.toString("hex"),
  };
  return verify("sha256", Buffer.from(json.canonicalize(promised)), log.publicKey, promise);
}

function hashOf(hash: unknown): string | undefined {
  if (!isJsonObject(hash) || hash.algorithm !== "sha256") return undefined;
  return typeof hash.value === "string" ? hash.value : undefined;
}
