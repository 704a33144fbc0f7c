// The stages of one signature, in order, and what they come to.
import { CHECK_NAMES, type Signer, type Verification } from "#lib/evidence";
import type { CheckList } from "../check-list.ts";
import type { Payload } from "../content/payload.ts";
import type { About } from "../signed.ts";
import { matchSubject } from "../subject.ts";
import type { Trust } from "../trust.ts";
import { shownName } from "../words.ts";
import { verifyCertified } from "./certified.ts";
import { verifyKeyed } from "./keyed.ts";
import type { Sealed } from "./sealed.ts";
import type { Verdict } from "./stage.ts";

type Content = { sealed: Sealed; payload: Payload; note?: string };

/**
 * What is wrong with the signature counts most; then that its content is about something else, which holds whoever signed
 * it; then what could not be verified; and only then who signed it, and when.
 */
export function verifySealed(
  { sealed, payload, note }: Content,
  about: About,
  trust: Trust,
  checks: CheckList,
): Verification {
  const { type } = payload;
  checks.add({ name: "payload-type", ...type, detail: note ? `${type.detail} ${note}` : type.detail });
  const subject = matchSubject(payload.names, about, payload.isCut);
  if (type.result !== "failed")
    checks.add({ name: "payload-subject", result: subject.result, detail: subject.detail });
  const { signer } = sealed;
  const verdict =
    "certificate" in signer
      ? verifyCertified(sealed, signer.certificate, about.repository, trust)
      : verifyKeyed(sealed, signer.hint, about.repository, trust);
  for (const name of CHECK_NAMES) {
    const stage = verdict.stages[name];
    if (stage) checks.add({ name, ...stage });
  }
  const { state, reason } = overall(verdict, payload, subject);
  const { identity, time, trust: held } = verdict;
  return checks.done(state, reason, {
    ...(identity ? { identity: shownSigner(identity) } : {}),
    ...(time ? { time } : {}),
    ...(held ? { trust: held } : {}),
  });
}

/** As it can stand on a page; it was compared as it is. */
function shownSigner({ subject, issuer, ...signer }: Signer): Signer {
  const shown = { ...signer, subject: shownName(subject) };
  return issuer === undefined ? shown : { ...shown, issuer: shownName(issuer) };
}

function overall(
  verdict: Verdict,
  { type }: Payload,
  { match, detail }: ReturnType<typeof matchSubject>,
): Pick<Verdict, "state" | "reason"> {
  if (verdict.state === "invalid" || verdict.state === "error") return verdict;
  if (type.result === "failed") return { state: "unverifiable-no-material", reason: type.detail };
  if (match === "other") return { state: "subject-mismatch", reason: detail };
  if (match === "unknown" && verdict.state !== "unverifiable-no-material")
    return { state: "unverifiable-no-material", reason: detail };
  return verdict;
}
