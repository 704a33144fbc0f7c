// What an in-toto predicate type says about a statement: one row a type.
import type { NodeKind } from "./shapes.ts";

type PredicateRow = { match: string | RegExp; kind: NodeKind; title: string };

const row = (match: string | RegExp, kind: NodeKind, title: string): PredicateRow => ({ match, kind, title });

// The registered ones: https://github.com/in-toto/attestation/tree/main/spec/predicates
const ROWS: readonly PredicateRow[] = [
  row("https://sigstore.dev/cosign/sign/v1", "signature", "cosign bundle"),
  row("https://slsa.dev/provenance/v1", "provenance", "SLSA provenance v1"),
  row("https://slsa.dev/provenance/v0.2", "provenance", "SLSA provenance v0.2"),
  row("https://slsa.dev/provenance/v0.1", "provenance", "SLSA provenance v0.1"),
  row(/^https:\/\/slsa\.dev\/provenance\//, "provenance", "SLSA provenance"),
  row("https://in-toto.io/Provenance/v0.1", "provenance", "in-toto provenance"),
  row("https://scout.docker.com/provenance/v0.1", "provenance", "Scout provenance"),
  row(/^https:\/\/slsa\.dev\/verification_summary\/v/, "attestation", "verification summary"),
  row(/^https:\/\/in-toto\.io\/attestation\/svr\/v/, "attestation", "verification result"),
  row(/^https:\/\/spdx\.dev\/Document(\/v[0-9.]+)?$/, "sbom", "SPDX SBOM"),
  // May hold a VEX instead: only its content tells.
  row(/^https:\/\/cyclonedx\.org\/bom(\/v[0-9.]+)?$/, "sbom", "CycloneDX SBOM"),
  row("https://cyclonedx.org/schema", "sbom", "CycloneDX SBOM"),
  row("https://syft.dev/bom", "sbom", "Syft SBOM"),
  row("https://scout.docker.com/sbom/v0.1", "sbom", "Scout SBOM"),
  row("https://cyclonedx.org/vex", "vex", "CycloneDX VEX"),
  row(/^https:\/\/openvex\.dev\/ns(\/v[0-9.]+)?$/, "vex", "OpenVEX"),
  row("https://cosign.sigstore.dev/attestation/vuln/v1", "scan-report", "vulnerability scan"),
  row(/^https:\/\/in-toto\.io\/attestation\/vulns\/v/, "scan-report", "vulnerability scan"),
  row("https://scout.docker.com/vulnerabilities/v0.1", "scan-report", "Scout scan report"),
  row("https://scout.docker.com/secrets/v0.1", "scan-report", "Scout secret scan"),
  row("https://scout.docker.com/virus/v0.1", "scan-report", "Scout virus scan"),
  row("https://docker.com/dhi/stig/v0.1", "attestation", "STIG compliance"),
  row("https://docker.com/dhi/fips/v0.1", "attestation", "FIPS compliance"),
  row("https://docker.com/dhi/source/v0.1", "attestation", "source statement"),
  row("https://scout.docker.com/health/v0.1", "attestation", "Scout health"),
  row("https://scout.docker.com/tests/v0.1", "attestation", "test result"),
  row(/^https:\/\/in-toto\.io\/attestation\/test-result\/v/, "attestation", "test result"),
  row("https://in-toto.io/Link/v1", "attestation", "in-toto link"),
  row(/^https:\/\/in-toto\.io\/attestation\/link\/v/, "attestation", "in-toto link"),
  row(/^https:\/\/in-toto\.io\/attestation\/release\/v/, "attestation", "release"),
  row(/^https:\/\/in-toto\.io\/attestation\/reference\/v/, "attestation", "reference"),
  row(/^https:\/\/in-toto\.io\/attestation\/scai\//, "attestation", "SCAI report"),
  row(/^https:\/\/in-toto\.io\/attestation\/runtime-trace\/v/, "attestation", "runtime trace"),
  row("https://apko.dev/image-configuration", "attestation", "apko build config"),
  row("https://chainguard.dev/end-of-life", "lifecycle", "end-of-life date"),
  // Before cosign 1.5 it had no scheme.
  row(/^(https:\/\/)?cosign\.sigstore\.dev\/attestation\/v1$/, "attestation", "custom attestation"),
  row(
    /^https:\/\/github\.com\/npm\/attestation\/tree\/main\/specs\/publish\/v/,
    "attestation",
    "npm publish",
  ),
  row("https://in-toto.io/Attestation/GitHubWorkflow/v0.1", "attestation", "GitHub workflow"),
];

/**
 * Kind and title of a statement of this predicate type; `known` is false for a type that no row names, whose
 * title is the type itself.
 */
export function describePredicate(predicateType: string): { kind: NodeKind; title: string; known: boolean } {
  const found = ROWS.find(({ match }) =>
    typeof match === "string" ? match === predicateType : match.test(predicateType),
  );
  if (found) return { kind: found.kind, title: found.title, known: true };
  return { kind: "attestation", title: predicateType, known: false };
}
