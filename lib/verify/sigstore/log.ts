// The stage of the transparency log: each entry held against the logs of one trust root.
import type { KeyObject } from "node:crypto";
import type { TransparencyLogEntry } from "@sigstore/bundle";
import { type TrustMaterial, VerificationError, Verifier } from "@sigstore/verify";
import { counted, moment, shown } from "../words.ts";
import { intoto001Flaw, isIntoto001 } from "./intoto-001.ts";
import { isLoggedFor, type LogSigner } from "./log-signer.ts";
import type { Sealed } from "./sealed.ts";
import { failed, notChecked, passed, type Stage } from "./stage.ts";

/** A moment that somebody vouches for. */
export type Vouched = { at: Date; by: string };

/** "unknown": there are entries, but none in a log that the root has. */
export type LogResult = { outcome: "holds" | "fails" | "unknown" | "none"; stage: Stage; times: Vouched[] };

/** Nothing that an unknown log says counts, for or against. One entry that is wrong in a known log is enough to fail. */
export function checkLog(
  sealed: Sealed,
  material: TrustMaterial,
  signer: { key: KeyObject; logged: LogSigner },
): LogResult {
  const { entries } = sealed;
  if (entries.length === 0)
    return { outcome: "none", stage: notChecked("It comes without a log entry."), times: [] };
  const known = entries.filter((entry) => logOf(entry, material) !== undefined);
  if (known.length === 0)
    return { outcome: "unknown", stage: notChecked(unknownSentence(entries)), times: [] };
  for (const entry of known) {
    const flaw = flawOf(entry, sealed, material, signer);
    if (flaw !== undefined)
      return {
        outcome: "fails",
        stage: failed(`Entry ${shown(entry.logIndex)} of ${nameOf(entry, material)}: ${flaw}.`),
        times: [],
      };
  }
  return {
    outcome: "holds",
    stage: passed(holdsSentence(known, entries.length - known.length, material)),
    times: known.flatMap((entry) => timeOf(entry, material)),
  };
}

function flawOf(
  entry: TransparencyLogEntry,
  sealed: Sealed,
  material: TrustMaterial,
  { key, logged }: { key: KeyObject; logged: LogSigner },
): string | undefined {
  try {
    if (isIntoto001(entry) && sealed.envelope) {
      const flaw = intoto001Flaw(entry, material, sealed.covered, sealed.envelope);
      if (flaw !== undefined) return flaw;
    } else verifyEntry(entry, sealed, material, key);
    const body: unknown = JSON.parse(entry.canonicalizedBody.toString("utf8"));
    return isLoggedFor(body, logged) ? undefined : "it was made for another signer";
  } catch (thrown) {
    return thrown instanceof VerificationError ? shown(thrown.message) : "it is malformed";
  }
}

/** Inclusion by proof, by promise or by both, and that the entry is about this signature. */
function verifyEntry(
  entry: TransparencyLogEntry,
  sealed: Sealed,
  material: TrustMaterial,
  key: KeyObject,
): void {
  const publicKey = () => ({ publicKey: key, validFor: () => true });
  new Verifier({ ...material, publicKey }, { ctlogThreshold: 0, timestampThreshold: 0 }).verify({
    signature: sealed.covered,
    key: { $case: "public-key", hint: "" },
    tlogEntries: [entry],
    timestamps: [],
  });
}

/** Only a promise (SET) signs the time; a proof of inclusion has none. */
function timeOf(entry: TransparencyLogEntry, material: TrustMaterial): Vouched[] {
  const seconds = Number(entry.integratedTime);
  if (!entry.inclusionPromise || !(seconds > 0)) return [];
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? [] : [{ at, by: `the log ${nameOf(entry, material)}` }];
}

function holdsSentence(known: TransparencyLogEntry[], unknown: number, material: TrustMaterial): string {
  const parts = known.map((entry) => {
    const by = [
      entry.inclusionProof && "inclusion proof",
      entry.inclusionPromise && "signed entry timestamp",
    ];
    const when = timeOf(entry, material).map(({ at }) => ` at ${moment(at)}`);
    return `Entry ${shown(entry.logIndex)} of ${nameOf(entry, material)}${when.join("")}, by ${by.filter(Boolean).join(" and ")}.`;
  });
  if (unknown > 0) parts.push(`${counted(unknown, "entry", "entries")} of unknown logs were left out.`);
  return parts.join(" ");
}

function unknownSentence(entries: readonly TransparencyLogEntry[]): string {
  const [first] = entries;
  const id = first?.logId.keyId.toString("hex") ?? "";
  return `The log ${shown(id.slice(0, 64))} is in no trust root that is configured here.`;
}

function logOf(entry: TransparencyLogEntry, { tlogs }: TrustMaterial) {
  return tlogs.find(({ logID }) => logID.equals(entry.logId.keyId));
}

function nameOf(entry: TransparencyLogEntry, material: TrustMaterial): string {
  return logOf(entry, material)?.baseURL.replace(/^https?:\/\//, "") ?? "an unknown log";
}

/** Whether a root has any of the logs. */
export function knowsLog({ entries }: Sealed, material: TrustMaterial): boolean {
  return entries.some((entry) => logOf(entry, material) !== undefined);
}
