// Signatures that bring a certificate: first with its own key, then against the trust roots that cover its issuer.
import type { KeyObject } from "node:crypto";
import type { VerificationState } from "#lib/evidence";
import { isInScope, type SigstoreRoot, type Trust } from "../trust.ts";
import { moment, shown } from "../words.ts";
import { type Leaf, readLeaf } from "./certificate.ts";
import { chainStages, logStage, timeStage } from "./certified-stages.ts";
import { type ChainResult, checkChain, covers } from "./chain.ts";
import { checkIdentity } from "./identity.ts";
import { checkLog, type LogResult, type Vouched } from "./log.ts";
import type { Sealed } from "./sealed.ts";
import { failed, notChecked, passed, type Verdict } from "./stage.ts";
import { checkTimestamps, type TimestampResult } from "./timestamps.ts";

/** The best that a root in scope can say: a root that knows more decides over one that knows less. */
const RANK: Partial<Record<VerificationState, number>> = {
  verified: 5,
  "identity-mismatch": 5,
  "valid-identity-unchecked": 5,
  invalid: 4,
  expired: 3,
  "time-unproven": 2,
  "unverifiable-no-material": 1,
  "self-consistent-untrusted": 1,
};

/** Never "invalid" because a root is missing: without one, only the certificate's own key is tried. */
export function verifyCertified(sealed: Sealed, der: Uint8Array, repository: string, trust: Trust): Verdict {
  const leaf = readable(der);
  if (!leaf) return { state: "error", reason: "The certificate cannot be read.", stages: {} };
  const roots = trust.roots.filter(
    ({ scope, material }) => isInScope(scope, repository) && covers(material, leaf),
  );
  const bare = withOwnKey(sealed, leaf, roots.length > 0);
  if (bare.state !== "self-consistent-untrusted") return bare;
  const verdicts = roots.map((root) => withRoot(sealed, leaf, root, repository, trust));
  const [best = bare] = verdicts.sort((one, other) => (RANK[other.state] ?? 0) - (RANK[one.state] ?? 0));
  // Of a root that covers it, nothing is true that is said where none does.
  const { signature } = bare.stages;
  return best === bare ? bare : { ...best, stages: { ...(signature ? { signature } : {}), ...best.stages } };
}

function readable(der: Uint8Array): Leaf | undefined {
  try {
    return readLeaf(der);
  } catch {
    return undefined;
  }
}

function withOwnKey({ covered }: Sealed, leaf: Leaf, isCovered: boolean): Verdict {
  const identity = leaf.signer;
  const missing = `No trust root that is configured here covers ${shown(leaf.issuerName)}.`;
  const absent = "The signature covers the bytes of what it is about, which are not at hand here.";
  if (!covered.isAtHand)
    return {
      state: "unverifiable-no-material",
      reason: isCovered ? absent : `${missing} ${absent}`,
      stages: { signature: notChecked("The signed bytes are not at hand.") },
      ...(identity ? { identity } : {}),
    };
  if (!covered.verifySignature(leaf.key))
    return {
      state: "invalid",
      reason: "The signature was not made over this content by the key of its certificate.",
      stages: { signature: failed(`It does not hold with the certificate's key (${keyName(leaf.key)}).`) },
      ...(identity ? { identity } : {}),
    };
  return {
    state: "self-consistent-untrusted",
    reason: `${missing} The signature fits the certificate that came with it, and anybody could have made both.`,
    stages: {
      signature: passed(`It holds with the certificate's key (${keyName(leaf.key)}).`),
      ...unasked(missing, [
        "certificate-chain",
        "sct",
        "transparency-log",
        "trusted-time",
        "identity",
        "expiry",
      ]),
    },
    ...(identity ? { identity } : {}),
  };
}

function unasked(why: string, names: (keyof Verdict["stages"])[]): Verdict["stages"] {
  return Object.fromEntries(names.map((name) => [name, notChecked(why)]));
}

function keyName(key: KeyObject): string {
  return [key.asymmetricKeyType, key.asymmetricKeyDetails?.namedCurve].filter(Boolean).join(" ");
}

function withRoot(sealed: Sealed, leaf: Leaf, root: SigstoreRoot, repository: string, trust: Trust): Verdict {
  const { material, name, asOf } = root;
  const stamps = checkTimestamps(sealed, material, leaf.key);
  const signer = { key: leaf.key, logged: { certificate: leaf.der } };
  const log = checkLog(sealed, material, signer, stamps.times);
  const times = [...stamps.times, ...log.times].slice(0, MAX_TIMES);
  // Without a time, the chain is looked at as it was when the certificate began: that it holds is not enough then.
  const moments = times.length > 0 ? times.map(({ at }) => at) : [leaf.notBefore];
  const chains = moments.map((at) => checkChain(leaf, at, material, sealed.covered));
  const chain = chains.find(({ outcome }) => outcome !== "holds") ?? { outcome: "holds", isLogged: true };
  const isLogged = chains.every((each) => each.outcome === "holds" && each.isLogged);
  const stages = {
    ...chainStages(chain, { isLogged, isTimed: times.length > 0 }, leaf, root),
    "transparency-log": logStage(log, root),
    "trusted-time": timeStage(times, stamps, log),
  };
  const [time] = times;
  const found = {
    trust: asOf === undefined ? { name } : { name, asOf },
    ...(time ? { time: { at: moment(time.at), by: time.by } } : {}),
    ...(leaf.signer ? { identity: leaf.signer } : {}),
  };
  const fault = faultOf({ chain, log, stamps, times, root, leaf });
  if (fault)
    return { ...fault, stages: { ...stages, identity: notChecked(whoIsOpen(fault.state)) }, ...found };
  const identity = checkIdentity(leaf.signer, repository, trust);
  const named = identity.signer ? { identity: identity.signer } : {};
  const { state, reason } = identity;
  return { state, reason, stages: { ...stages, identity: identity.stage }, ...found, ...named };
}

const MAX_TIMES = 8;

/** Why nobody was asked who signed it. */
function whoIsOpen(state: VerificationState): string {
  if (state === "invalid") return "The signature is not valid.";
  if (state === "expired") return "It was signed out of time.";
  if (state === "time-unproven") return "When it was signed is not proven.";
  return "The signature could not be verified, so its signer counts for nothing.";
}

type Findings = {
  chain: ChainResult;
  log: LogResult;
  stamps: TimestampResult;
  times: Vouched[];
  root: SigstoreRoot;
  leaf: Leaf;
};

/** What is wrong comes before what is missing. */
function faultOf({
  chain,
  log,
  stamps,
  times,
  root,
  leaf,
}: Findings): Pick<Verdict, "state" | "reason"> | undefined {
  const name = `"${shown(root.name)}"`;
  if (log.outcome === "fails") return { state: "invalid", reason: log.stage.detail };
  if (stamps.flaw !== undefined) return { state: "invalid", reason: stamps.flaw };
  if (chain.outcome === "chain" || chain.outcome === "sct")
    return { state: "invalid", reason: `The certificate does not hold with ${name}: ${chain.why}.` };
  if (chain.outcome === "window")
    return { state: "expired", reason: `It was signed out of time: ${chain.why}.` };
  if (log.outcome === "window")
    return { state: "expired", reason: `It was signed out of time: ${log.stage.detail}` };
  if (chain.outcome === "unread")
    return {
      state: "unverifiable-no-material",
      reason: `It cannot be verified with ${name}: ${chain.why}.`,
    };
  if (chain.outcome === "untrusted" || chain.outcome === "sct-unknown" || log.outcome === "unknown") {
    const why = chain.outcome === "holds" ? log.stage.detail : `${chain.why}.`;
    return { state: "self-consistent-untrusted", reason: `It cannot be verified with ${name}: ${why}` };
  }
  if (times.length === 0)
    return {
      state: "time-unproven",
      reason: `Nobody who is trusted says when it was signed, and the certificate was valid from ${moment(leaf.notBefore)} to ${moment(leaf.notAfter)} only.`,
    };
  if (log.outcome === "none" && root.material.tlogs.length > 0)
    return { state: "invalid", reason: `It is in no transparency log, which ${name} asks for.` };
  return undefined;
}
