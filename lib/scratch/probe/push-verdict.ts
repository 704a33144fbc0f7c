// What the answer to a push shows. 401, 403, 429, 5xx and time-outs show nothing.
import type { Support } from "#lib/evidence";
import type { Answer, Refusal } from "#lib/registry";
import { supported, unknownBecause, unsupported } from "#lib/upgrade";
import { idsOf, type Judged } from "./step.ts";

/** "I know what you mean, and I do not take it." */
const DEFINITE = new Set([400, 405, 406, 415, 422]);
/** Codes that are about something else than the kind of manifest. */
const ABOUT_ELSE =
  /^(MANIFEST_BLOB_UNKNOWN|BLOB_\w+|NAME_\w+|SIZE_INVALID|UNAUTHORIZED|DENIED|TOOMANYREQUESTS|QUOTA\w*)$/;

/**
 * The verdict on what was pushed (`what`: "a manifest with a subject"). A refusal is a "no" only when the same
 * registry took the same without what is special about it, in the same run (`control`): else it may refuse any push.
 */
export function pushVerdict(
  answer: Answer<unknown>,
  what: string,
  control: "taken" | "refused" | undefined,
): Support {
  const evidence = idsOf(answer);
  if (answer.found) return supported(`it took ${what} (${answer.status})`, evidence);
  const said = `${what} was answered with ${wordsOf(answer)}`;
  const { status, errorCode = "" } = answer;
  if (status === 401 || status === 403)
    return unknownBecause("denied", `${said}: not allowed to push`, evidence);
  if (status === 429) return unknownBecause("rate-limited", `${said}: too many requests`, evidence);
  if (!DEFINITE.has(status) || ABOUT_ELSE.test(errorCode)) return unknownBecause("failed", said, evidence);
  if (control !== "taken") {
    const plainer = control === "refused" ? "so was a plainer one" : "no plainer one was taken";
    return unknownBecause("answered", `${said}, but ${plainer}`, evidence);
  }
  return unsupported(said, evidence, errorCode === "" ? "medium" : "high");
}

/** "400 (MANIFEST_INVALID)" */
export function wordsOf({ status, errorCode, reason, redirectedTo }: Refusal): string {
  const more = reason?.slice(0, 200).replace(/\.+$/, "") ?? errorCode?.slice(0, 64);
  const to = redirectedTo === undefined ? "" : `, a redirect to ${redirectedTo}`;
  return more === undefined ? `${status}${to}` : `${status} (${more})${to}`;
}

/** A verdict as a step's answer. */
export function judgedBy({ support, reason, evidence }: Support): Judged {
  const outcome = support === "unknown" ? "unknown" : support === "supported" ? "yes" : "no";
  return { outcome, observed: reason, exchanges: evidence };
}
