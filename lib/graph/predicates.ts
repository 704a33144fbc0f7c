// What an in-toto predicate type says about a statement: one row a type.
import type { NodeKind } from "./shapes.ts";

/** Types that say the same thing, in other versions or at other addresses, share an `id`. */
type PredicateRow = { id: string; match: string | RegExp; kind: NodeKind; title: string };

const row = (id: string, match: string | RegExp, kind: NodeKind, title: string): PredicateRow => ({
  id,
  match,
  kind,
  title,
});

// The registered ones: https://github.com/in-toto/attestation/tree/main/spec/predicates
const ROWS: readonly PredicateRow[] = [
  row("cosign-sign", "https://sigstore.dev/cosign/sign/v1", "signature", "cosign bundle"),
  row("slsa-provenance", "https://slsa.dev/provenance/v1", "provenance", "SLSA provenance v1"),
  row("slsa-provenance", "https://slsa.dev/provenance/v0.2", "provenance", "SLSA provenance v0.2"),
  row("slsa-provenance", "https://slsa.dev/provenance/v0.1", "provenance", "SLSA provenance v0.1"),
  row("slsa-provenance", /^https:\/\/slsa\.dev\/provenance\//, "provenance", "SLSA provenance"),
  row("in-toto-provenance", "https://in-toto.io/Provenance/v0.1", "provenance", "in-toto provenance"),
  row("scout-provenance", "https://scout.docker.com/provenance/v0.1", "provenance", "Scout provenance"),
  row("vsa", /^https:\/\/slsa\.dev\/verification_summary\/v/, "attestation", "verification summary"),
  row("svr", /^https:\/\/in-toto\.io\/attestation\/svr\/v/, "attestation", "verification result"),
  row("spdx", /^https:\/\/spdx\.dev\/Document(\/v[0-9.]+)?$/, "sbom", "SPDX SBOM"),
  // May hold a VEX instead: only its content tells.
  row("cyclonedx", /^https:\/\/cyclonedx\.org\/bom(\/v[0-9.]+)?$/, "sbom", "CycloneDX SBOM"),
  row("cyclonedx", "https://cyclonedx.org/schema", "sbom", "CycloneDX SBOM"),
  row("syft", "https://syft.dev/bom", "sbom", "Syft SBOM"),
  row("scout-sbom", "https://scout.docker.com/sbom/v0.1", "sbom", "Scout SBOM"),
  row("cyclonedx", "https://cyclonedx.org/vex", "vex", "CycloneDX VEX"),
  row("openvex", /^https:\/\/openvex\.dev\/ns(\/v[0-9.]+)?$/, "vex", "OpenVEX"),
  row("cosign-vuln", "https://cosign.sigstore.dev/attestation/vuln/v1", "scan-report", "vulnerability scan"),
  row("vulns", /^https:\/\/in-toto\.io\/attestation\/vulns\/v/, "scan-report", "vulnerability scan"),
  row(
    "scout-vulnerabilities",
    "https://scout.docker.com/vulnerabilities/v0.1",
    "scan-report",
    "Scout scan report",
  ),
  row("scout-secrets", "https://scout.docker.com/secrets/v0.1", "scan-report", "Scout secret scan"),
  row("scout-virus", "https://scout.docker.com/virus/v0.1", "scan-report", "Scout virus scan"),
  row("stig", "https://docker.com/dhi/stig/v0.1", "attestation", "STIG compliance"),
  row("fips", "https://docker.com/dhi/fips/v0.1", "attestation", "FIPS compliance"),
  row("source", "https://docker.com/dhi/source/v0.1", "attestation", "source statement"),
  row("scout-health", "https://scout.docker.com/health/v0.1", "attestation", "Scout health"),
  row("scout-tests", "https://scout.docker.com/tests/v0.1", "attestation", "test result"),
  row("test-result", /^https:\/\/in-toto\.io\/attestation\/test-result\/v/, "attestation", "test result"),
  row("link", "https://in-toto.io/Link/v1", "attestation", "in-toto link"),
  row("link", /^https:\/\/in-toto\.io\/attestation\/link\/v/, "attestation", "in-toto link"),
  row("release", /^https:\/\/in-toto\.io\/attestation\/release\/v/, "attestation", "release"),
  row("reference", /^https:\/\/in-toto\.io\/attestation\/reference\/v/, "attestation", "reference"),
  row("scai", /^https:\/\/in-toto\.io\/attestation\/scai\//, "attestation", "SCAI report"),
  row(
    "runtime-trace",
    /^https:\/\/in-toto\.io\/attestation\/runtime-trace\/v/,
    "attestation",
    "runtime trace",
  ),
  row("apko", "https://apko.dev/image-configuration", "attestation", "apko build config"),
  row("end-of-life", "https://chainguard.dev/end-of-life", "lifecycle", "end-of-life date"),
  // Before cosign 1.5 it had no scheme.
  row(
    "cosign-custom",
    /^(https:\/\/)?cosign\.sigstore\.dev\/attestation\/v1$/,
    "attestation",
    "custom attestation",
  ),
  row(
    "npm-publish",
    /^https:\/\/github\.com\/npm\/attestation\/tree\/main\/specs\/publish\/v/,
    "attestation",
    "npm publish",
  ),
  row(
    "github-workflow",
    "https://in-toto.io/Attestation/GitHubWorkflow/v0.1",
    "attestation",
    "GitHub workflow",
  ),
];

/**
 * Id, kind and title of a statement of this predicate type; `known` is false for a type that no row names, whose
 * id and title are the type itself.
 */
export function describePredicate(predicateType: string): {
  id: string;
  kind: NodeKind;
  title: string;
  known: boolean;
} {
  const found = ROWS.find(({ match }) =>
    typeof match === "string" ? match === predicateType : match.test(predicateType),
  );
  if (found) return { id: found.id, kind: found.kind, title: found.title, known: true };
  return { id: predicateType, kind: "attestation", title: predicateType, known: false };
}
