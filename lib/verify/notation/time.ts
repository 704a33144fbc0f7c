// When it was signed, who says so, and whether certificates and signature were in force then.
// https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#signing-time
import type { Verification } from "#lib/evidence";
import type { CheckList } from "../check-list.ts";
import type { TrustStore } from "../trust.ts";
import { moment, shown } from "../words.ts";
import { type Certificate, isValidIn } from "./certificate.ts";
import type { Envelope } from "./envelope.ts";
import { SIGNING_AUTHORITY } from "./header.ts";
import type { Context } from "./signer.ts";
import { Stores } from "./stores.ts";
import { checkTimestamp } from "./timestamp.ts";
import type { Verdict } from "./verify-notation.ts";

/** `window` is the proven time, with its accuracy; without one nobody whose word counts says when. */
type Proof = {
  verdict?: Verdict;
  window?: { from: Date; until: Date };
  time?: NonNullable<Verification["time"]>;
};
/** `final` holds whoever is trusted; `unproven` only where a trust store vouches for the signer. */
type Times = { final?: Verdict; unproven?: Verdict; time?: NonNullable<Verification["time"]> };
type Anchored = Context & { store: TrustStore | undefined };

/** What two clocks may differ by. */
const CLOCK_SKEW_MS = 5 * 60_000;

export function checkTime(
  checks: CheckList,
  envelope: Envelope,
  chain: readonly Certificate[],
  context: Anchored,
): Times {
  const { verdict, window, time } =
    envelope.scheme === SIGNING_AUTHORITY
      ? authorityTime(checks, envelope, context)
      : stampedTime(checks, envelope, context);
  const { now } = context;
  const at = window ?? { from: now, until: now };
  const outside = chain.find((certificate) => !isValidIn(certificate, at));
  const expiry = expiryDetail(envelope, now);
  const validity = validityDetail(chain, outside, time?.at ?? moment(now), window !== undefined);
  const detail = `${expiry.detail}; ${validity}`;
  if (expiry.isOver || outside) checks.failed("expiry", detail);
  else checks.passed("expiry", detail);
  const isUnread = verdict?.state === "time-unproven";
  const over: Verdict | undefined = expiry.isOver
    ? { state: "expired", reason: `${expiry.detail}.` }
    : undefined;
  const late: Verdict | undefined =
    outside && window ? { state: "expired", reason: sentence(validity) } : undefined;
  const unknown: Verdict | undefined = outside
    ? { state: "time-unproven", reason: sentence(validity) }
    : undefined;
  const final = (isUnread ? undefined : verdict) ?? over ?? late;
  const unproven = isUnread ? verdict : unknown;
  return { ...(final ? { final } : {}), ...(unproven ? { unproven } : {}), ...(time ? { time } : {}) };
}

/** The signing authority is trusted with the time as well, if it is trusted at all. */
function authorityTime(checks: CheckList, envelope: Envelope, { store, now }: Anchored): Proof {
  const said = envelope.authenticSigningTime;
  if (!said) return {};
  const at = moment(said);
  if (!store) {
    checks.notChecked(
      "trusted-time",
      `The header says ${at}, and no trust store in scope has that signing authority.`,
    );
    return {};
  }
  if (said.getTime() > now.getTime() + CLOCK_SKEW_MS) {
    const why = `The signing authority says ${at}, which is still to come.`;
    checks.failed("trusted-time", why);
    return { verdict: { state: "time-unproven", reason: why } };
  }
  checks.passed(
    "trusted-time",
    `The signing authority, trusted by the store ${shown(store.name)}, says ${at}.`,
  );
  return {
    window: { from: said, until: said },
    time: { at, by: `signing authority (${shown(store.name)})` },
  };
}

/** The signer's own clock proves nothing: only a timestamp by a trusted authority does. */
function stampedTime(checks: CheckList, envelope: Envelope, { trust, about }: Context): Proof {
  const { timestamp, signature, signingTime } = envelope;
  const claim = signingTime ? `the signer claims ${moment(signingTime)}` : "the signer claims no time";
  if (timestamp === undefined) {
    checks.notChecked("trusted-time", `There is no timestamp; ${claim}.`);
    return {};
  }
  const checked = checkTimestamp(timestamp, signature, new Stores(trust, "tsa", about.repository));
  if (checked.result === "proven") {
    const at = moment(checked.moment.at);
    checks.passed(
      "trusted-time",
      `The timestamp of ${at} is by ${shown(checked.authority)}, which leads to the trust store ${shown(checked.store)} (tsa).`,
    );
    return { window: checked.moment, time: { at, by: `timestamping authority ${shown(checked.authority)}` } };
  }
  if (checked.result === "untrusted") {
    checks.notChecked("trusted-time", checked.why);
    return {};
  }
  checks.failed("trusted-time", checked.why);
  const state = checked.result === "wrong" ? ("invalid" as const) : ("time-unproven" as const);
  return { verdict: { state, reason: checked.why } };
}

/** Over from that moment on, as the specification has it. */
function expiryDetail({ expiry }: Envelope, now: Date): { isOver: boolean; detail: string } {
  if (!expiry) return { isOver: false, detail: "The signature names no expiry" };
  const isOver = now >= expiry;
  return { isOver, detail: `The signature ${isOver ? "expired" : "expires"} at ${moment(expiry)}` };
}

function validityDetail(
  chain: readonly Certificate[],
  outside: Certificate | undefined,
  at: string,
  isProven: boolean,
): string {
  const when = isProven ? `at ${at}, the proven time` : `now, at ${at}`;
  if (!outside) {
    const [is, was] =
      chain.length === 1 ? ["the certificate", ""] : [`each of the ${chain.length} certificates`, ""];
    return `${is}${was} ${isProven ? "was" : "is"} valid ${when}.`;
  }
  const window = `${moment(outside.from)} to ${moment(outside.until)}`;
  const unproven = isProven ? "" : ", and no trusted time says that it was signed in between";
  return `the certificate of ${shown(outside.subject)} is valid from ${window}, not ${when}${unproven}.`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
