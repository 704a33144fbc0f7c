// A verifier's verdict: https://slsa.dev/spec/v1.0/verification_summary (and v0.1, in snake case), and the simple
// verification result of https://github.com/in-toto/attestation/blob/main/spec/predicates/svr.md.
import { jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { digestsOf, placeOf, resourceTable } from "../provenance/resources.ts";

export const verificationSummary: Inspector = {
  id: "verification-summary",
  matches: ({ predicate }) => predicate === "vsa" || predicate === "svr",
  inspect: (doc, draft) => {
    const said = draft.part(jsonObject(doc) ?? {});
    const verifier = said.part("verifier");
    const result = said.text("verificationResult") ?? said.text("verification_result");
    const levels = levelsOf(said);
    draft.is("attestation", draft.title, headline(result, verifier?.text("id"), levels));
    draft.fact("summary", "Result", result);
    draft.fact("summary", "Verifier", verifier?.text("id"));
    for (const [part, version] of verifier?.pairs("version") ?? [])
      draft.fact("summary", `Verifier's ${part}`, version);
    draft.facts("summary", doc.predicate === "svr" ? "Property" : "Verified level", levels);
    for (const [level, count] of said.pairs("dependencyLevels"))
      draft.fact("summary", `Dependencies at ${level}`, count);
    draft.fact("summary", "Resource", said.text("resourceUri"));
    for (const policy of policiesOf(said, verifier)) policyFacts(draft, policy);
    draft.fact(
      "summary",
      "Verified",
      said.text("timeVerified") ?? said.text("time_verified") ?? said.text("timeCreated"),
    );
    draft.fact("summary", "SLSA version", said.text("slsaVersion"));
    const inputs = said.has("inputAttestations")
      ? said.each("inputAttestations")
      : said.each("input_attestations");
    const count = resourceTable(draft, "inputs", "Input attestations", inputs);
    if (count > 0) draft.fact("summary", "Input attestations", count);
  },
};

function levelsOf(said: Part): string[] {
  const lone = said.text("policyLevel") ?? said.text("policy_level");
  return [
    ...said.texts("verifiedLevels"),
    ...said.texts("properties"),
    ...(lone === undefined ? [] : [lone]),
  ];
}

function headline(result: string | undefined, verifier: string | undefined, levels: string[]): string {
  const who = verifier?.replace(/^https?:\/\//, "") ?? "a verifier without a name";
  const what = levels.length > 0 ? `: ${levels.slice(0, 3).join(", ")}${levels.length > 3 ? ", …" : ""}` : "";
  return `${result ?? "Found"} by ${who}${what}`;
}

function policiesOf(said: Part, verifier: Part | undefined): Part[] {
  const policy = said.part("policy");
  return [...(policy ? [policy] : []), ...(verifier?.each("policies") ?? [])];
}

function policyFacts(draft: Draft, policy: Part): void {
  draft.fact("summary", "Policy", placeOf(policy));
  draft.fact("summary", "Policy digest", digestsOf(policy));
}
