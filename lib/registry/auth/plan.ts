// From a 401's challenges to the one way of answering them.
import { type Challenge, parseChallenges } from "./challenge.ts";
import type { Credential } from "./credential.ts";
import { judgeRealm } from "./realm.ts";
import { type Deed, mergeScopes, scopeFor } from "./scope.ts";

/** A token to fetch: from where, for what, and as whom (nobody, when `credential` is absent). */
export type BearerPlan = {
  scheme: "bearer";
  realm: URL;
  service?: string;
  scopes: string[];
  deed: Deed;
  credential?: Credential;
  /** Why a credential that exists is held back. */
  withheld?: string;
};

/** How the next request is authorised. */
export type Plan = BearerPlan | { scheme: "basic"; credential: Credential };

/** What the choice rests on. `registry` is the origin that sent the challenge. */
export type PlanInput = {
  registry: URL;
  header: string | undefined;
  repository?: string;
  deed: Deed;
  credential?: Credential;
  trustedRealms: readonly string[];
};

/** A plan, or the reason why there is none, in words for the reader. */
export function planAuthorization(input: PlanInput): Plan | { reason: string } {
  const challenges = parseChallenges(input.header);
  const bearer = bearerPlan(challenges, input);
  const basic = challenges.some(({ scheme }) => scheme === "basic");
  const password = input.credential?.kind === "password" ? input.credential : undefined;
  // Both offered (Gitea): Basic stays at home, so it wins where the token service may not see the credential.
  if (basic && password && (!bearer || "reason" in bearer || bearer.withheld)) {
    return { scheme: "basic", credential: password };
  }
  if (bearer) return bearer;
  if (!basic) return { reason: "The registry answered 401 and named no way to log in that Refscope knows." };
  if (!input.credential)
    return { reason: "The registry asks for a user name and password, and none is configured." };
  return {
    reason: "The registry asks for a user name and password; the configured credential is an identity token.",
  };
}

/** Whether two plans lead to the same authorisation, so that the second cannot do better. */
export function isSamePlan(a: Plan, b: Plan): boolean {
  if (a.scheme === "basic" || b.scheme === "basic") {
    return a.scheme === b.scheme && a.credential?.id === b.credential?.id;
  }
  return tokenKey(a) === tokenKey(b);
}

/** What a token is cached under: it serves exactly this service, these scopes, this deed and this identity. */
export function tokenKey(plan: BearerPlan): string {
  return JSON.stringify([plan.realm.href, plan.service, plan.scopes, plan.deed, plan.credential?.id]);
}

function bearerPlan(challenges: Challenge[], input: PlanInput): BearerPlan | { reason: string } | undefined {
  let refused: { reason: string } | undefined;
  for (const { scheme, parameters } of challenges) {
    if (scheme !== "bearer") continue;
    const judged = judgeRealm(input.registry, parameters.get("realm") ?? "", input.trustedRealms);
    if (judged.decision === "deny") {
      refused ??= { reason: `The token service that the registry names was not asked: ${judged.why}.` };
      continue;
    }
    const named = (parameters.get("scope") ?? "").split(/\s+/);
    const { repository, deed } = input;
    const own = repository ? { repository, deed } : undefined;
    const needed = own ? [scopeFor(own.repository, deed)] : [];
    const plan = {
      scheme: "bearer",
      realm: judged.url,
      service: parameters.get("service"),
      scopes: mergeScopes([...needed, ...named], own),
      deed,
    } as const;
    if (judged.decision === "credentials") return { ...plan, credential: input.credential };
    return { ...plan, withheld: input.credential && `Credentials were held back: ${judged.why}.` };
  }
  return refused;
}
