import { describe, expect, test } from "vitest";
import { describePredicate } from "./predicates.ts";
import type { NodeKind } from "./shapes.ts";

describe("predicate types", () => {
  test.each<[string, NodeKind, string]>([
    ["https://sigstore.dev/cosign/sign/v1", "signature", "cosign bundle"],
    ["https://slsa.dev/provenance/v0.1", "provenance", "SLSA provenance v0.1"],
    ["https://slsa.dev/provenance/v0.2", "provenance", "SLSA provenance v0.2"],
    ["https://slsa.dev/provenance/v1", "provenance", "SLSA provenance v1"],
    ["https://slsa.dev/provenance/v1.1", "provenance", "SLSA provenance"],
    ["https://in-toto.io/Provenance/v0.1", "provenance", "in-toto provenance"],
    ["https://scout.docker.com/provenance/v0.1", "provenance", "Scout provenance"],
    ["https://slsa.dev/verification_summary/v0.1", "attestation", "verification summary"],
    ["https://slsa.dev/verification_summary/v1", "attestation", "verification summary"],
    ["https://in-toto.io/attestation/svr/v0.2", "attestation", "verification result"],
    ["https://spdx.dev/Document", "sbom", "SPDX SBOM"],
    ["https://spdx.dev/Document/v2.3", "sbom", "SPDX SBOM"],
    ["https://cyclonedx.org/bom", "sbom", "CycloneDX SBOM"],
    ["https://cyclonedx.org/bom/v1.4", "sbom", "CycloneDX SBOM"],
    ["https://cyclonedx.org/schema", "sbom", "CycloneDX SBOM"],
    ["https://syft.dev/bom", "sbom", "Syft SBOM"],
    ["https://scout.docker.com/sbom/v0.1", "sbom", "Scout SBOM"],
    ["https://cyclonedx.org/vex", "vex", "CycloneDX VEX"],
    ["https://openvex.dev/ns", "vex", "OpenVEX"],
    ["https://openvex.dev/ns/v0.2.0", "vex", "OpenVEX"],
    ["https://cosign.sigstore.dev/attestation/vuln/v1", "scan-report", "vulnerability scan"],
    ["https://in-toto.io/attestation/vulns/v0.2", "scan-report", "vulnerability scan"],
    ["https://scout.docker.com/vulnerabilities/v0.1", "scan-report", "Scout scan report"],
    ["https://scout.docker.com/secrets/v0.1", "scan-report", "Scout secret scan"],
    ["https://scout.docker.com/virus/v0.1", "scan-report", "Scout virus scan"],
    ["https://docker.com/dhi/stig/v0.1", "attestation", "STIG compliance"],
    ["https://docker.com/dhi/fips/v0.1", "attestation", "FIPS compliance"],
    ["https://docker.com/dhi/source/v0.1", "attestation", "source statement"],
    ["https://scout.docker.com/health/v0.1", "attestation", "Scout health"],
    ["https://scout.docker.com/tests/v0.1", "attestation", "test result"],
    ["https://in-toto.io/attestation/test-result/v0.1", "attestation", "test result"],
    ["https://in-toto.io/Link/v1", "attestation", "in-toto link"],
    ["https://in-toto.io/attestation/link/v0.3", "attestation", "in-toto link"],
    ["https://in-toto.io/attestation/release/v0.2", "attestation", "release"],
    ["https://in-toto.io/attestation/reference/v0.1", "attestation", "reference"],
    ["https://in-toto.io/attestation/scai/attribute-report/v0.3", "attestation", "SCAI report"],
    ["https://in-toto.io/attestation/runtime-trace/v0.1", "attestation", "runtime trace"],
    ["https://apko.dev/image-configuration", "attestation", "apko build config"],
    ["https://chainguard.dev/end-of-life", "lifecycle", "end-of-life date"],
    ["https://cosign.sigstore.dev/attestation/v1", "attestation", "custom attestation"],
    ["cosign.sigstore.dev/attestation/v1", "attestation", "custom attestation"],
    ["https://github.com/npm/attestation/tree/main/specs/publish/v0.1", "attestation", "npm publish"],
    ["https://in-toto.io/Attestation/GitHubWorkflow/v0.1", "attestation", "GitHub workflow"],
  ])("%s", (type, kind, title) => {
    expect(describePredicate(type)).toMatchObject({ kind, title, known: true });
    expect(title.length).toBeLessThanOrEqual(22);
  });

  test("an unknown one is an attestation that is shown as it is written", () => {
    const type = "https://acme.example/review/v3";
    expect(describePredicate(type)).toEqual({ id: type, kind: "attestation", title: type, known: false });
  });

  test.each([
    ["https://slsa.dev/provenance/v0.2", "https://slsa.dev/provenance/v1"],
    ["https://cyclonedx.org/bom/v1.4", "https://cyclonedx.org/vex"],
    ["https://in-toto.io/Link/v1", "https://in-toto.io/attestation/link/v0.3"],
  ])("%s and %s say the same thing, so their id is one", (one, other) => {
    expect(describePredicate(one).id).toBe(describePredicate(other).id);
  });
});
