// Signatures that bring no certificate: tried with the keys that the operator set for this repository.
import { createHash } from "node:crypto";
import { LIMITS } from "../limits.ts";
import { isInScope, type SigstoreRoot, type Trust, type TrustedKey } from "../trust.ts";
import { counted, moment, shown } from "../words.ts";
import { checkLog, knowsLog, type LogResult, type Vouched } from "./log.ts";
import type { Sealed } from "./sealed.ts";
import { failed, notApplicable, notChecked, passed, type Verdict } from "./stage.ts";
import { checkTimestamps } from "./timestamps.ts";

const NO_CERTIFICATE = "A key signs here, not a certificate.";
const ALWAYS = {
  "certificate-chain": notApplicable(NO_CERTIFICATE),
  sct: notApplicable(NO_CERTIFICATE),
  expiry: notApplicable("A bare key has no end of its validity."),
};

/** A configured key is the operator's own word for who signs: what it made is "verified". */
export function verifyKeyed(sealed: Sealed, hint: string, repository: string, trust: Trust): Verdict {
  const inScope = trust.keys.filter(({ scope }) => isInScope(scope, repository));
  if (!sealed.covered.isAtHand)
    return {
      state: "unverifiable-no-material",
      reason: "The signature covers the bytes of what it is about, which are not at hand here.",
      stages: { ...ALWAYS, signature: notChecked("The signed bytes are not at hand.") },
    };
  const keys = affordable(sealed, inScope, hint);
  const key = keys.find((each) => sealed.covered.verifySignature(each.key));
  if (key) return withKey(sealed, key, repository, trust);
  return withoutKey(keys, inScope.length - keys.length, hint, repository);
}

/** The key that the signature names first, then as many as the work allows. */
function affordable({ covered }: Sealed, keys: readonly TrustedKey[], hint: string): TrustedKey[] {
  const hinted = keys.filter((each) => isHinted(each, hint));
  const ordered = [...hinted, ...keys.filter((each) => !hinted.includes(each))].slice(0, LIMITS.keys);
  let cost = 0;
  return ordered.filter(({ key }, at) => {
    cost += covered.costOf(key);
    return at === 0 || cost <= LIMITS.tried;
  });
}

/**
 * None of the keys made it. That is a wrong signature only where something says that one of them should have: the hint
 * names it, or it is the one key that the operator set for this very repository, by its whole name. Anywhere else it is a
 * signature by somebody whose key is not here, which is nothing bad.
 */
function withoutKey(keys: readonly TrustedKey[], untried: number, hint: string, repository: string): Verdict {
  const [only] = keys;
  const meant =
    keys.find((each) => isHinted(each, hint)) ??
    (keys.length === 1 && untried === 0 && only?.scope.includes(repository) ? only : undefined);
  const named = hint === "" ? "" : ` It names its key "${shown(hint)}".`;
  if (meant)
    return {
      state: "invalid",
      reason: `The signature does not hold with "${shown(meant.name)}", the key that is meant to sign ${shown(repository)}.${named}`,
      stages: { ...ALWAYS, signature: failed(`It does not hold with "${shown(meant.name)}".${named}`) },
    };
  const held =
    keys.length === 1 ? "not with the key that is" : `with none of the ${keys.length} keys that are`;
  const rest =
    untried === 0
      ? ""
      : ` ${counted(untried, "other key was", "other keys were")} not tried, which would be too much work.`;
  const why =
    keys.length === 0
      ? `It is signed with a key, and none is configured for ${shown(repository)}.${named}`
      : `It is signed with a key, and ${held} configured for ${shown(repository)}.${named}${rest}`;
  return {
    state: "unverifiable-no-material",
    reason: why,
    stages: { ...ALWAYS, signature: notChecked(why), identity: notChecked(why) },
  };
}

/** cosign writes the key's fingerprint, others its name. */
function isHinted({ key, name }: TrustedKey, hint: string): boolean {
  const print = createHash("sha256").update(key.export({ type: "spki", format: "der" }));
  return hint !== "" && (hint === name || hint === print.digest("base64"));
}

function withKey(sealed: Sealed, trusted: TrustedKey, repository: string, trust: Trust): Verdict {
  const { key, name, asOf } = trusted;
  const roots = trust.roots.filter(({ scope }) => isInScope(scope, repository));
  const { log, time, flaw } = logged(sealed, trusted, roots);
  const found = {
    identity: { kind: "key" as const, subject: name, rule: name },
    trust: asOf === undefined ? { name } : { name, asOf },
    ...(time ? { time: { at: moment(time.at), by: time.by } } : {}),
  };
  const stages = {
    ...ALWAYS,
    signature: passed(`It holds with the key "${shown(name)}" (${key.asymmetricKeyType}).`),
    "transparency-log": log.stage,
    "trusted-time": flaw
      ? failed(flaw)
      : time
        ? passed(`Signed at ${moment(time.at)} by ${time.by}.`)
        : notApplicable("Nobody says when it was signed; a key needs no proof of time."),
    identity: passed(`The key "${shown(name)}" is configured for ${shown(repository)}.`),
  };
  const wrong = log.outcome === "fails" ? log.stage.detail : flaw;
  if (wrong !== undefined) return { state: "invalid", reason: wrong, stages, ...found };
  if (log.outcome === "window")
    return { state: "expired", reason: `It was signed out of time: ${log.stage.detail}`, stages, ...found };
  const reason = `Signed with the key "${shown(name)}", which is configured for ${shown(repository)}.`;
  return { state: "verified", reason, stages, ...found };
}

type Logged = { log: LogResult; time: Vouched | undefined; flaw?: string };

/** A key needs neither log nor time; where a log or an authority is known, what it said must be right. */
function logged(sealed: Sealed, { key }: TrustedKey, roots: readonly SigstoreRoot[]): Logged {
  const root = roots.find(({ material }) => knowsLog(sealed, material));
  const stamps = roots.map(({ material }) => checkTimestamps(sealed, material, key));
  const flaw = stamps.find((each) => each.flaw !== undefined)?.flaw;
  const stamped = stamps.flatMap(({ times }) => times);
  const log = root ? checkLog(sealed, root.material, { key, logged: { key } }, stamped) : unlogged(sealed);
  const time = [...stamped, ...log.times][0];
  return flaw === undefined ? { log, time } : { log, time, flaw };
}

function unlogged({ entries }: Sealed): LogResult {
  const stage =
    entries.length === 0
      ? notApplicable("There is no log entry; a key needs none.")
      : notChecked("Its log is in no trust root that is configured here; a key needs none.");
  return { outcome: "none", stage, times: [] };
}
