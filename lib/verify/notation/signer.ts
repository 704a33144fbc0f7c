// Who signed, by whose word and when: chain, trust stores, time, expiry and identity rules.
import type { Verification } from "#lib/evidence";
import type { CheckList } from "../check-list.ts";
import type { About } from "../signed.ts";
import { isInScope, type Trust, type TrustStore } from "../trust.ts";
import { shown } from "../words.ts";
import type { Certificate } from "./certificate.ts";
import { chainFault, unreadFault } from "./chain.ts";
import type { Envelope } from "./envelope.ts";
import { SIGNING_AUTHORITY } from "./header.ts";
import { Stores } from "./stores.ts";
import { checkTime } from "./time.ts";
import type { Verdict } from "./verify-notation.ts";

type Chain = readonly [Certificate, ...Certificate[]];
export type Context = { about: About; trust: Trust; now: Date };
type Identity = NonNullable<Verification["identity"]>;
type Signer = { verdict: Verdict } & Pick<Verification, "identity" | "time" | "trust">;

/**
 * For an envelope whose signature is its leaf's. What no trust could mend (a broken chain, a time that is proven to be
 * outside) goes before missing trust, and missing trust before what is only unproven.
 */
export function checkSigner(checks: CheckList, envelope: Envelope, chain: Chain, context: Context): Signer {
  const type = envelope.scheme === SIGNING_AUTHORITY ? "signingAuthority" : "ca";
  const broken = chainFault(chain, "code signing");
  const found = new Stores(context.trust, type, context.about.repository).holding(chain);
  const unread = broken === undefined ? unreadFault(chain) : undefined;
  const store = broken === undefined && unread === undefined ? found : undefined;
  const untrusted = found ? undefined : untrustedReason(chain, type, context);
  if (broken !== undefined) checks.failed("certificate-chain", broken);
  else if (unread !== undefined) checks.notChecked("certificate-chain", unread);
  else if (store) checks.passed("certificate-chain", trustedDetail(chain, store));
  else checks.notChecked("certificate-chain", untrusted ?? "");
  const { final, unproven, time } = checkTime(checks, envelope, chain, { ...context, store });
  const proven = time ? { time } : {};
  const [leaf] = chain;
  if (broken !== undefined) {
    checks.notChecked(
      "identity",
      `The chain does not hold together, so it says nothing of ${shown(leaf.subject)}.`,
    );
    return { verdict: { state: "invalid", reason: broken }, ...proven };
  }
  if (unread !== undefined) {
    checks.notChecked("identity", unread);
    return {
      verdict: { state: "unverifiable-no-material", reason: unread },
      identity: signerOf(leaf),
      ...proven,
    };
  }
  if (!store) {
    checks.notChecked(
      "identity",
      `Nobody who is trusted says that the key is held by ${shown(leaf.subject)}.`,
    );
    const verdict = final ?? { state: "self-consistent-untrusted", reason: untrusted ?? "" };
    return { verdict, identity: signerOf(leaf), ...proven };
  }
  const { verdict, identity } = checkIdentity(checks, leaf, context);
  return {
    verdict: final ?? unproven ?? verdict,
    identity,
    ...proven,
    trust: { name: store.name, ...asOf(store) },
  };
}

function asOf({ asOf: at }: TrustStore): { asOf?: string } {
  return at === undefined ? {} : { asOf: at };
}

function trustedDetail(chain: Chain, { name, type }: TrustStore): string {
  const count = chain.length === 1 ? "The one certificate" : `The chain of ${chain.length} certificates`;
  return `${count} holds together and leads to the trust store ${shown(name)} (${type}).`;
}

/** Also when another type of store has it: a signing authority is trusted with more than a certificate authority is. */
function untrustedReason(chain: Chain, type: TrustStore["type"], { trust, about }: Context): string {
  const root = shown(chain.at(-1)?.subject ?? "");
  const others = (["ca", "signingAuthority", "tsa"] as const).filter((each) => each !== type);
  const other = others
    .map((each) => new Stores(trust, each, about.repository).holding(chain))
    .find((store) => store !== undefined);
  const reason = `No trust store of the type ${type} in scope has a certificate of the chain, which ends in ${root}`;
  return other
    ? `${reason}; the store ${shown(other.name)} has one, and is of the type ${other.type}.`
    : `${reason}.`;
}

function signerOf({ subject, issuer }: Certificate): Identity {
  return { kind: "certificate", subject, issuer };
}

/** The certificate's subject as a whole, as the rules without an issuer name it. */
function checkIdentity(
  checks: CheckList,
  leaf: Certificate,
  { trust, about }: Context,
): { verdict: Verdict; identity: Identity } {
  const identity = signerOf(leaf);
  const name = shown(leaf.subject);
  const rules = trust.identities.filter(
    (each) => each.issuer === undefined && isInScope(each.scope, about.repository),
  );
  const rule = leaf.isNameExact ? rules.find(({ subject }) => subject === leaf.subject) : undefined;
  if (rule) {
    checks.passed("identity", `The subject is ${name}, as the rule ${shown(rule.name)} has it.`);
    const reason = `Signed by ${name}, as the rule ${shown(rule.name)} has it.`;
    return { verdict: { state: "verified", reason }, identity: { ...identity, rule: rule.name } };
  }
  if (rules.length === 0) {
    checks.notChecked("identity", `No rule in scope says who may sign; the subject is ${name}.`);
    const reason = `A valid signature by ${name}; no rule in scope says who may sign.`;
    return { verdict: { state: "valid-identity-unchecked", reason }, identity };
  }
  if (!leaf.isNameExact) {
    const reason = `The certificate's subject, shown as ${name}, cannot be read in one way alone, so it equals no rule.`;
    checks.failed("identity", reason);
    return { verdict: { state: "identity-mismatch", reason }, identity };
  }
  const expected = shown(rules.map(({ subject }) => subject).join(" or "));
  checks.failed("identity", `The subject is ${name}, and the rules in scope have ${expected}.`);
  const reason = `Signed by ${name}, and the rules in scope have ${expected}.`;
  return { verdict: { state: "identity-mismatch", reason }, identity };
}
