// Whether the signer is one whom the operator named for this repository. Whole strings only: the library's own policy reads
// what a person writes as a pattern, without anchors.
import type { Signer, VerificationState } from "#lib/evidence";
import { isInScope, type Trust } from "../trust.ts";
import { counted, shown } from "../words.ts";
import { failed, notChecked, passed, type Stage } from "./stage.ts";

export type IdentityResult = {
  state: Extract<VerificationState, "verified" | "valid-identity-unchecked" | "identity-mismatch">;
  stage: Stage;
  reason: string;
  signer: Signer | undefined;
};

/** For certificates that an authority issued on the word of an OIDC issuer: a rule without issuer is not about these. */
export function checkIdentity(signer: Signer | undefined, repository: string, trust: Trust): IdentityResult {
  const rules = trust.identities.filter(
    ({ scope, issuer }) => issuer !== undefined && isInScope(scope, repository),
  );
  const who = described(signer);
  const [first] = rules;
  if (!first) {
    const stage = notChecked(`No rule says who may sign ${shown(repository)}; the signer is ${who}.`);
    const reason = `The signature is valid, by ${who}. Anybody can get such a certificate: check the name.`;
    return { state: "valid-identity-unchecked", stage, reason, signer };
  }
  const named = rules.filter(
    ({ subject, issuer }) => signer?.subject === subject && signer.issuer === issuer,
  );
  const rule = named.find(({ subject }) => kindOf(subject) === undefined || kindOf(subject) === signer?.kind);
  if (rule && signer) {
    const stage = passed(`${who} equals the rule "${shown(rule.name)}".`);
    const reason = `Signed by ${who}, as the rule "${shown(rule.name)}" says.`;
    return { state: "verified", stage, reason, signer: { ...signer, rule: rule.name } };
  }
  const wanted = `${shown(first.subject)} (${shown(first.issuer ?? "")})`;
  const others = rules.length > 1 ? ` and ${counted(rules.length - 1, "other rule", "other rules")}` : "";
  if (named.length > 0) {
    const reason = `The certificate has ${who} as a name of another kind than what is written so.`;
    return { state: "identity-mismatch", stage: failed(reason), reason, signer };
  }
  const stage = failed(`The signer is ${who}; "${shown(first.name)}"${others} asks for ${wanted}.`);
  const reason = `The signature is valid, but its signer ${who} is not ${wanted}, whom "${shown(first.name)}"${others} asks for.`;
  return { state: "identity-mismatch", stage, reason, signer };
}

/** Which kind of name a certificate must have it as; undefined where it reads like neither. */
function kindOf(subject: string): Signer["kind"] | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(subject)) return "uri";
  return /^[^\s@/!]+@[^\s@/!]+$/.test(subject) ? "email" : undefined;
}

function described(signer: Signer | undefined): string {
  if (!signer) return "nobody in particular (the certificate names not exactly one identity)";
  return `${shown(signer.subject)} (${signer.issuer === undefined ? "no issuer" : shown(signer.issuer)})`;
}
