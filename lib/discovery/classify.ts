// The one place that says what a refusal or a fault means. 401, 403, 429, 5xx and time-outs are never "unsupported".
import type { ExplorerError } from "#lib/errors";
import type { Outcome, Support } from "#lib/evidence";
import type { NodeState } from "#lib/graph";
import type { Refusal } from "#lib/registry";
import { unknownBecause, unknownThing, unsupported } from "#lib/upgrade";

/** What a question came to, when it did not come to a list. */
export type Judgement = {
  outcome: Extract<Outcome, "unsupported" | "denied" | "rate-limited" | "failed">;
  reason: string;
  /** Whether it speaks of the way itself, and so holds for every digest of the repository. */
  general: boolean;
  confidence: Support["confidence"];
};

/**
 * What a refused question means. `asked` names it for the reason: "the referrers API".
 * distribution-spec, "Listing Referrers", gives a meaning to 404 alone; all else is read with care.
 */
export function outcomeOfRefusal(refusal: Refusal, asked: string): Judgement {
  const { status } = refusal;
  const said = `${asked} answered ${words(refusal)}`;
  // A rule or a front end may hide one digest alone, so the next digest is asked all the same.
  if (status === 401 || status === 403) return unknown("denied", `${said}: not allowed to ask`);
  if (status === 429) return unknown("rate-limited", `${said}: too many requests`);
  if (status === 404) return outcomeOf404(refusal, said);
  if (status === 400) return unknown("failed", `${said}: it may refuse this digest alone`);
  if (status >= 300 && status < 400) return outcomeOfRedirect(refusal, said);
  // A disabled olareg says 405, but so do read-only proxies in front of a registry that has the API.
  if (status === 405) return absent(said, "low");
  // Artifactory before 7.90 says 406, with any Accept.
  if (status === 406 || status === 501) return absent(said, "medium");
  if (status >= 200 && status < 300) return absent(`${said}, which is not the list asked for`, "medium");
  return unknown("failed", said);
}

/**
 * What a refused tag list means: as any refusal, but a 200 with something else (a login page) is no "no".
 * Every registry has the route (distribution-spec, "Listing Tags"), so what came instead hides the tags.
 */
export function outcomeOfTagRefusal(refusal: Refusal, asked: string): Judgement {
  const judgement = outcomeOfRefusal(refusal, asked);
  return refusal.status >= 200 && refusal.status < 300 ? unknown("failed", judgement.reason) : judgement;
}

/** A 404 says "no such way" unless the registry says that the repository is what it does not know. */
function outcomeOf404(refusal: Refusal, said: string): Judgement {
  const thing = unknownThing(refusal.errorCode);
  if (thing === "repository") {
    return unknown("failed", `${said}: it does not know the repository, or hides it`);
  }
  if (thing === "digest") return { ...absent(said, "low"), general: false };
  return absent(said, "medium");
}

function outcomeOfRedirect(refusal: Refusal, said: string): Judgement {
  // GHCR: 303 to the web site, which then answers 404 or 429 (2026-05). A list is never elsewhere.
  if (refusal.redirectedTo)
    return absent(`${said} to ${refusal.redirectedTo}, which was not followed`, "medium");
  return unknown("failed", said);
}

function absent(reason: string, confidence: Support["confidence"]): Judgement {
  return { outcome: "unsupported", reason, general: true, confidence };
}

function unknown(outcome: Exclude<Judgement["outcome"], "unsupported">, reason: string): Judgement {
  return { outcome, reason, general: false, confidence: "none" };
}

function words(refusal: Refusal): string {
  if (refusal.reason) return `${refusal.status} (${refusal.reason.slice(0, 160).replace(/\.+$/, "")})`;
  if (refusal.errorCode) return `${refusal.status} ${refusal.errorCode.slice(0, 64)}`;
  const type = refusal.contentType?.split(";")[0]?.trim().slice(0, 64);
  return type ? `${refusal.status} (${type})` : `${refusal.status}`;
}

/** What a fault means: nothing is known, and why. */
export function outcomeOfFault(fault: ExplorerError): Judgement {
  if (fault.code === "credentials-refused") return unknown("denied", fault.message);
  if (fault.code === "rate-limited") return unknown("rate-limited", fault.message);
  return unknown("failed", fault.message);
}

/** The state of a manifest that was asked for and refused. */
export function stateOfRefusal(refusal: Refusal): Exclude<NodeState, "present" | "truncated"> {
  if (refusal.status === 404) return "missing";
  if (refusal.status === 401 || refusal.status === 403) return "denied";
  return refusal.status === 429 ? "rate-limited" : "failed";
}

/** The state of a manifest whose reading met a fault. */
export function stateOfFault(fault: ExplorerError): Exclude<NodeState, "present" | "truncated" | "missing"> {
  const { outcome } = outcomeOfFault(fault);
  return outcome === "unsupported" ? "failed" : outcome;
}

/** The verdict that follows from a judgement: only what speaks of the way itself can be a "no". */
export function supportOf(judgement: Judgement, evidence: string[]): Support {
  const { outcome, reason, confidence } = judgement;
  if (outcome !== "unsupported") return unknownBecause(outcome, reason, evidence);
  if (!judgement.general) return unknownBecause("answered", reason, evidence);
  return unsupported(reason, evidence, confidence);
}
