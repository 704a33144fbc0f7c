// How far a value of a report may be relied on: where it stands, held against what the verification of that same
// document came to. Pure.
import type { Inspected } from "#lib/api";
import type { CheckName } from "#lib/evidence";
import type { Fact } from "#lib/inspect";
import { isHeld } from "./state-words.ts";

/** "unproven": inside a signed payload of which the signature does not hold, or was not verified. */
export type Standing = "signed" | "unproven" | "vouched" | "claimed" | "checked";

type Told = Pick<Inspected, "facts" | "verification">;

/** What a verification lets be said of a report's values. `vouched`: names of facts for which somebody trusted stands. */
export type Proof = { isHeld: boolean; vouched: ReadonlySet<string> };

/** A table, or a fact, which has a section and a name. */
export type Sourced = Pick<Fact, "source"> & Partial<Pick<Fact, "section" | "name">>;

/** In these sections no name is of a document's making. */
const NAMED_HERE = new Set<Fact["section"] | undefined>(["signer", "integrity"]);

/** What no document says of itself. */
const WORKED_OUT = { section: "integrity", names: ["The bytes have this digest", "The content names it"] };

/** Beside the certificate rather than in it: whoever made the signature, or anybody after, put it there. */
const BESIDE_CERTIFICATE = [
  "Agent",
  "Certificates in the chain",
  "Chain certificate",
  "Chain certificate SHA-256",
  "Hash",
  "Key hint",
  "PGP key id",
];
/** Of these there is one for each certificate, each log entry, each timestamp. */
const [CERTIFICATE, ENTRY, TIMESTAMP] = ["Certificate SHA-256", "Log index", "Timestamp"];
const [PROMISE, INCLUSION, LOG_TIME] = ["Log's signed timestamp (SET)", "Inclusion proof", "Log time"];

export function proofOf(report: Told): Proof {
  const vouched = new Set([
    ...vouchedByAuthority(report),
    ...vouchedByLog(report),
    ...vouchedByTimestamp(report),
  ]);
  return { isHeld: isHeld(report.verification), vouched };
}

export function standingOf({ source, section, name = "" }: Sourced, { isHeld, vouched }: Proof): Standing {
  if (section === WORKED_OUT.section && WORKED_OUT.names.includes(name)) return "checked";
  if (source === "signed") return isHeld ? "signed" : "unproven";
  return NAMED_HERE.has(section) && vouched.has(name) ? "vouched" : "claimed";
}

/** The certificate's own facts, where it leads to a trusted root and its key made the signature. */
function vouchedByAuthority({ facts, verification }: Told): string[] {
  // Of several the verification does not say which it was.
  if (valuesOf(facts, CERTIFICATE).length !== 1) return [];
  if (!hasPassed(verification, "signature", "certificate-chain")) return [];
  const inIt = facts.filter(({ section, source }) => section === "signer" && source === "claimed");
  return inIt.map(({ name }) => name).filter((name) => !BESIDE_CERTIFICATE.includes(name));
}

/** A log's signed timestamp covers number and time; a proof of inclusion neither, but what the log's checkpoint says. */
function vouchedByLog({ facts, verification }: Told): string[] {
  if (valuesOf(facts, ENTRY).length !== 1) return [];
  if (!hasPassed(verification, "signature", "transparency-log")) return [];
  const isPromised = valuesOf(facts, PROMISE).includes("yes");
  const isIncluded = valuesOf(facts, INCLUSION).includes("yes");
  const isTimed = isPromised && hasPassed(verification, "trusted-time");
  return [
    "Log entry",
    "Log key id",
    ...(isPromised ? [ENTRY, PROMISE] : []),
    ...(isIncluded ? [INCLUSION, "Log"] : []),
    ...(isTimed ? [LOG_TIME] : []),
  ];
}

/** The timestamp that is the proven time; where a log says the same moment, whose word counted is not known. */
function vouchedByTimestamp({ facts, verification }: Told): string[] {
  const [stamp, ...others] = valuesOf(facts, TIMESTAMP).map(toTheSecond);
  const isOurs = stamp !== undefined && others.length === 0 && stamp === verification.time?.at;
  if (!isOurs || valuesOf(facts, LOG_TIME).includes(stamp)) return [];
  return hasPassed(verification, "signature", "trusted-time") ? [TIMESTAMP, "Timestamping authority"] : [];
}

function toTheSecond(moment: string): string {
  return moment.replace(/\.\d+Z$/, "Z");
}

function valuesOf(facts: readonly Fact[], wanted: string): string[] {
  return facts.flatMap(({ section, name, value }) =>
    NAMED_HERE.has(section) && name === wanted ? [value] : [],
  );
}

/** Whether every one of the checks passed. */
function hasPassed({ checks }: Told["verification"], ...wanted: CheckName[]): boolean {
  return wanted.every((each) => checks.some(({ name, result }) => name === each && result === "passed"));
}

/** Whose signature it is, said as a fact where all of it was verified; everywhere else as the document has it. */
export function headlineOf({ kind, headline, verification }: Inspected): string {
  const { state, identity } = verification;
  return kind === "signature" && state === "verified" && identity
    ? `Signed by ${identity.subject}`
    : headline;
}
