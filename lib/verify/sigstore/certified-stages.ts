// What is said of each stage of a signature with a certificate.
import type { SigstoreRoot } from "../trust.ts";
import { moment, shown } from "../words.ts";
import type { Leaf } from "./certificate.ts";
import type { ChainResult } from "./chain.ts";
import type { LogResult, Vouched } from "./log.ts";
import { failed, notApplicable, notChecked, passed, type Stage, type Verdict } from "./stage.ts";
import type { TimestampResult } from "./timestamps.ts";

/** `isTimed`: whether somebody who is trusted says when it was signed. */
export function chainStages(
  chain: ChainResult,
  { isLogged, isTimed }: { isLogged: boolean; isTimed: boolean },
  leaf: Leaf,
  { name }: SigstoreRoot,
): Verdict["stages"] {
  const within = `${moment(leaf.notBefore)} to ${moment(leaf.notAfter)}`;
  const issued = `${shown(leaf.issuerName)}, as "${shown(name)}" has it`;
  const noLogs = "The trust root names no log of certificates.";
  switch (chain.outcome) {
    case "holds":
      return {
        "certificate-chain": passed(`Issued by ${issued}.`),
        sct: isLogged
          ? passed("A log of the trust root vouches for the certificate.")
          : notApplicable(noLogs),
        expiry: isTimed
          ? passed(`Signed within the certificate's validity, ${within}.`)
          : notChecked(`When it was signed is not known; the certificate was valid ${within}.`),
      };
    case "chain":
      return { "certificate-chain": failed(`${chain.why}.`) };
    case "untrusted":
    case "unread":
      return { "certificate-chain": notChecked(`${chain.why}.`) };
    case "window":
      return {
        "certificate-chain": passed(`Issued by ${issued}.`),
        sct: notChecked("The certificate was out of time."),
        expiry: failed(`${chain.why}.`),
      };
    default:
      return {
        "certificate-chain": passed(`Issued by ${issued}.`),
        sct: chain.outcome === "sct" ? failed(`${chain.why}.`) : notChecked(`${chain.why}.`),
      };
  }
}

export function logStage(log: LogResult, { material }: SigstoreRoot): Stage {
  if (log.outcome !== "none") return log.stage;
  if (material.tlogs.length === 0) return notApplicable("The trust root names no transparency log.");
  return failed("It comes without a log entry, which the trust root asks for.");
}

export function timeStage(times: readonly Vouched[], stamps: TimestampResult, log: LogResult): Stage {
  if (stamps.flaw !== undefined) return failed(stamps.flaw);
  const said = times.map(({ at, by }) => `${moment(at)} by ${by}`).join(", ");
  const unknown =
    stamps.unknown > 0 ? " A timestamp by an authority that is in no trust root was left out." : "";
  const unread =
    stamps.unread > 0 ? " A timestamp that is signed in a way that is not read here was left out." : "";
  const others = unknown + unread;
  if (times.length > 0) return passed(`Signed at ${said}.${others}`);
  const nobody = `Neither a log's signed timestamp nor a timestamping authority of the trust root says when.${others}`;
  return stamps.unknown + stamps.unread > 0 || log.outcome === "unknown"
    ? notChecked(nobody)
    : failed(nobody);
}
