// The stage of the transparency log: each entry held against the logs of one trust root.
import type { KeyObject } from "node:crypto";
import type { TransparencyLogEntry } from "@sigstore/bundle";
import { type TrustMaterial, VerificationError, Verifier } from "@sigstore/verify";
import { jsonObject } from "../content/json.ts";
import { counted, moment, shown } from "../words.ts";
import { intoto001Flaw, isIntoto001 } from "./intoto-001.ts";
import { isLoggedFor, type LogSigner } from "./log-signer.ts";
import type { Sealed } from "./sealed.ts";
import { failed, notChecked, passed, type Stage } from "./stage.ts";

/** A moment that somebody vouches for. */
export type Vouched = { at: Date; by: string };

/**
 * "unknown": there are entries, but none that is read and in a log that the root has. "window": it was signed when that log
 * was not trusted.
 */
export type LogResult = {
  outcome: "holds" | "fails" | "window" | "unknown" | "none";
  stage: Stage;
  times: Vouched[];
};

/**
 * Nothing that an unknown log says counts, for or against. One entry that is wrong in a known log is enough to fail. `stamps`:
 * the moments that others vouch for.
 */
export function checkLog(
  sealed: Sealed,
  material: TrustMaterial,
  signer: { key: KeyObject; logged: LogSigner },
  stamps: readonly Vouched[],
): LogResult {
  const { entries } = sealed;
  if (entries.length === 0)
    return { outcome: "none", stage: notChecked("It comes without a log entry."), times: [] };
  const known = entries.filter((entry) => logOf(entry, material) !== undefined);
  if (known.length === 0)
    return { outcome: "unknown", stage: notChecked(unknownSentence(entries)), times: [] };
  const read = known.filter((entry) => isReadable(entry, sealed));
  const [first] = known;
  if (read.length === 0 && first)
    return { outcome: "unknown", stage: notChecked(unreadSentence(first, material)), times: [] };
  for (const entry of read) {
    const flaw = flawOf(entry, sealed, material, signer);
    if (flaw !== undefined)
      return {
        outcome: "fails",
        stage: failed(`Its entry in ${nameOf(entry, material)}: ${flaw}.`),
        times: [],
      };
  }
  const times = read.flatMap((entry) => timeOf(entry, material));
  return within(read, entries.length - read.length, material, [...stamps, ...times], times);
}

/** A proof of inclusion says that the log has it, not since when: any moment that is proven must fall in the log's time. */
function within(
  read: TransparencyLogEntry[],
  others: number,
  material: TrustMaterial,
  proven: readonly Vouched[],
  times: Vouched[],
): LogResult {
  const said = holdsSentence(read, others, material);
  for (const entry of read) {
    const validFor = logOf(entry, material)?.validFor;
    const out = validFor && proven.find(({ at }) => !(validFor.start <= at && at <= validFor.end));
    if (out) {
      const why = `${moment(out.at)} is outside the time in which ${nameOf(entry, material)} is trusted.`;
      return { outcome: "window", stage: failed(why), times };
    }
  }
  const stage =
    proven.length > 0
      ? passed(said)
      : notChecked(`${said} Nobody says when, so whether the log was trusted then is not known.`);
  return { outcome: "holds", stage, times };
}

const KINDS = new Map([
  ["dsse", ["0.0.1", "0.0.2"]],
  ["hashedrekord", ["0.0.1", "0.0.2"]],
  ["intoto", ["0.0.2"]],
]);

/** Of a kind that is not read here, and says so itself. */
function isReadable(entry: TransparencyLogEntry, sealed: Sealed): boolean {
  if (isIntoto001(entry) && sealed.envelope) return true;
  const { kind = "", version = "" } = entry.kindVersion ?? {};
  if (KINDS.get(kind)?.includes(version)) return true;
  const body = jsonObject(entry.canonicalizedBody);
  return body?.kind !== kind || body.apiVersion !== version;
}

function unreadSentence(entry: TransparencyLogEntry, material: TrustMaterial): string {
  const kind = shown(`${entry.kindVersion?.kind ?? ""} ${entry.kindVersion?.version ?? ""}`);
  return `Its entry in ${nameOf(entry, material)} is of the kind ${kind}, which is not read here.`;
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

function holdsSentence(read: TransparencyLogEntry[], others: number, material: TrustMaterial): string {
  const parts = read.map((entry) => {
    const by = [
      entry.inclusionProof && "inclusion proof",
      entry.inclusionPromise && "signed entry timestamp",
    ];
    const when = timeOf(entry, material).map(({ at }) => ` at ${moment(at)}`);
    return `${placeOf(entry)} of ${nameOf(entry, material)}${when.join("")}, by ${by.filter(Boolean).join(" and ")}.`;
  });
  if (others > 0)
    parts.push(`${counted(others, "entry", "entries")} of unknown logs or kinds were left out.`);
  return parts.join(" ");
}

/** The number that was proven: a signed promise is made over the entry's own, a proof over its place in one tree. */
function placeOf({ inclusionPromise, inclusionProof, logIndex }: TransparencyLogEntry): string {
  if (inclusionPromise || !inclusionProof) return `Entry ${shown(logIndex)}`;
  const { logIndex: place, treeSize } = inclusionProof;
  return `Entry ${shown(place)} in a tree of ${shown(treeSize)}`;
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
