import { describe, expect, test } from "vitest";
import { MEDIA_TYPES, type Platform } from "#lib/oci";
import { descriptor, manifest, type Written } from "./__fixtures__/manifests.ts";
import { KIND_ROWS } from "./kinds.ts";
import { describePredicate } from "./predicates.ts";
import { type RecogniseInput, recognise } from "./recognise.ts";
import type { NodeKind } from "./shapes.ts";

type Listed = Pick<RecogniseInput, "tagSuffix" | "inIndex"> & {
  annotations?: Record<string, string>;
  platform?: Platform;
  artifactType?: string;
};

function of(written: Written, { annotations, platform, artifactType, ...rest }: Listed = {}) {
  const read = manifest(written);
  const listed = descriptor(read.mediaType, { annotations, platform, artifactType });
  return recognise({ manifest: read, descriptor: listed, ...rest });
}

const OCI = MEDIA_TYPES.ociConfig;
const STATEMENT = "application/vnd.in-toto+json";
const DSSE = "application/vnd.dsse.envelope.v1+json";
const SIMPLE = "application/vnd.dev.cosign.simplesigning.v1+json";
const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const BUILDKIT = "application/vnd.docker.attestation.manifest.v1+json";
const TAR = "application/vnd.oci.image.layer.v1.tar+gzip";
const UNKNOWN: Platform = { os: "unknown", architecture: "unknown" };
const AMD64: Platform = { os: "linux", architecture: "amd64" };

const predicate = (type: string, key = "in-toto.io/predicate-type") => ({ [key]: type });
const bundled = (type: string) => predicate(type, "dev.sigstore.bundle.predicateType");
const statement = (type: string) => ({ type: STATEMENT, annotations: predicate(type) });
const SLSA1 = "https://slsa.dev/provenance/v1";
const SPDX = "https://spdx.dev/Document";

type Case = [rule: string, written: Written, listed: Listed, kind: NodeKind, title: string, by: string];

const CASES: Case[] = [
  [
    "cosign-legacy-sig",
    { config: OCI, layers: [SIMPLE] },
    { tagSuffix: ".sig" },
    "signature",
    "cosign signature",
    "layer",
  ],
  [
    "cosign-oci11-sig",
    { artifactType: "application/vnd.dev.cosign.artifact.sig.v1+json", layers: [SIMPLE] },
    {},
    "signature",
    "cosign signature",
    "artifactType",
  ],
  [
    "cosign-oci11-sig",
    { config: "application/vnd.dev.cosign.artifact.sig.v1+json", layers: [SIMPLE] },
    {},
    "signature",
    "cosign signature",
    "config",
  ],
  [
    "sigstore-bundle",
    { artifactType: BUNDLE, layers: [BUNDLE], annotations: bundled(SLSA1) },
    {},
    "provenance",
    "SLSA provenance v1",
    "annotation",
  ],
  [
    "sigstore-bundle",
    { artifactType: BUNDLE, annotations: bundled("https://sigstore.dev/cosign/sign/v1") },
    {},
    "signature",
    "cosign bundle",
    "annotation",
  ],
  [
    "sigstore-bundle",
    { artifactType: BUNDLE, annotations: { "dev.sigstore.bundle.content": "message-signature" } },
    {},
    "signature",
    "sigstore bundle",
    "annotation",
  ],
  [
    "sigstore-bundle",
    { artifactType: BUNDLE, annotations: { "dev.sigstore.bundle.content": "dsse-envelope" } },
    {},
    "attestation",
    "sigstore bundle",
    "artifactType",
  ],
  [
    "sigstore-bundle",
    { artifactType: "application/vnd.dev.sigstore.bundle+json;version=0.1" },
    {},
    "attestation",
    "sigstore bundle",
    "artifactType",
  ],
  [
    "sigstore-bundle",
    { config: OCI, layers: ["application/vnd.dev.sigstore.bundle.v0.2+json"], subject: true },
    {},
    "attestation",
    "sigstore bundle",
    "layer",
  ],
  [
    "notation-sig",
    { artifactType: "application/vnd.cncf.notary.signature", layers: ["application/jose+json"] },
    {},
    "signature",
    "notation signature",
    "artifactType",
  ],
  [
    "notation-sig",
    { config: "application/vnd.cncf.notary.signature", layers: ["application/cose"] },
    {},
    "signature",
    "notation signature",
    "config",
  ],
  [
    "notation-sig",
    { form: "oras", artifactType: "application/vnd.cncf.notary.v2.signature" },
    {},
    "signature",
    "notation signature",
    "artifactType",
  ],
  [
    "notation-sig",
    { form: "artifact", artifactType: "application/vnd.cncf.notary.v2" },
    {},
    "signature",
    "notation signature",
    "artifactType",
  ],
  [
    "cosign-legacy-att",
    { config: OCI, layers: [{ type: DSSE, annotations: { predicateType: SLSA1 } }] },
    { tagSuffix: ".att" },
    "provenance",
    "SLSA provenance v1",
    "annotation",
  ],
  [
    "cosign-legacy-att",
    { config: OCI, layers: [DSSE] },
    { tagSuffix: ".att" },
    "attestation",
    "cosign attestation",
    "layer",
  ],
  [
    "cosign-referrer-att",
    { artifactType: STATEMENT, layers: [DSSE], subject: true },
    {},
    "attestation",
    "cosign attestation",
    "artifactType",
  ],
  [
    "cosign-legacy-sbom",
    { config: OCI, layers: ["text/spdx"] },
    { tagSuffix: ".sbom" },
    "sbom",
    "SPDX SBOM",
    "layer",
  ],
  [
    "cosign-legacy-sbom",
    { config: OCI, layers: ["text/spdx+xml"] },
    { tagSuffix: ".sbom" },
    "sbom",
    "SPDX SBOM",
    "layer",
  ],
  [
    "cosign-legacy-sbom",
    { config: OCI, layers: ["text/spdx+json"] },
    { tagSuffix: ".sbom" },
    "sbom",
    "SPDX SBOM",
    "layer",
  ],
  [
    "cosign-legacy-sbom",
    { config: OCI, layers: ["application/vnd.cyclonedx+xml"] },
    { tagSuffix: ".sbom" },
    "sbom",
    "CycloneDX SBOM",
    "layer",
  ],
  [
    "buildkit-attestation",
    { config: OCI, layers: [statement(SPDX), statement(SLSA1)] },
    { inIndex: true, platform: UNKNOWN },
    "sbom",
    "BuildKit SBOM + provenance",
    "annotation",
  ],
  [
    "buildkit-attestation",
    { config: OCI, layers: [statement(SLSA1)] },
    { annotations: { "vnd.docker.reference.type": "attestation-manifest" } },
    "provenance",
    "BuildKit provenance",
    "annotation",
  ],
  [
    "buildkit-attestation",
    {
      artifactType: BUILDKIT,
      layers: [statement("https://in-toto.io/attestation/test-result/v0.1")],
      subject: true,
    },
    {},
    "attestation",
    "BuildKit test result",
    "annotation",
  ],
  [
    "buildkit-attestation",
    { artifactType: BUILDKIT, layers: [STATEMENT] },
    {},
    "attestation",
    "BuildKit attestation",
    "artifactType",
  ],
  [
    "docker-attest-dsse",
    { artifactType: "application/vnd.in-toto.provenance+dsse" },
    {},
    "provenance",
    "Docker provenance",
    "artifactType",
  ],
  [
    "docker-attest-dsse",
    { artifactType: "application/vnd.in-toto.spdx+dsse" },
    {},
    "sbom",
    "Docker SPDX SBOM",
    "artifactType",
  ],
  [
    "docker-attest-dsse",
    { artifactType: "application/vnd.in-toto.verification_summary+dsse" },
    {},
    "attestation",
    "Docker attestation",
    "artifactType",
  ],
  [
    "docker-attest-dsse",
    {
      config: OCI,
      layers: [
        {
          type: "application/vnd.in-toto.provenance+dsse",
          annotations: predicate("https://slsa.dev/provenance/v0.2"),
        },
      ],
    },
    { inIndex: true },
    "provenance",
    "SLSA provenance v0.2",
    "annotation",
  ],
  ["spdx-json", { artifactType: "application/spdx+json" }, {}, "sbom", "SPDX SBOM", "artifactType"],
  [
    "spdx-json",
    { form: "oras", artifactType: "application/vnd.spdx+json" },
    {},
    "sbom",
    "SPDX SBOM",
    "artifactType",
  ],
  ["spdx-json", { artifactType: "text/spdx+json; charset=utf-8" }, {}, "sbom", "SPDX SBOM", "artifactType"],
  ["spdx-json", { artifactType: "application/vnd.ratify.spdx.v0" }, {}, "sbom", "SPDX SBOM", "artifactType"],
  ["spdx-json", { artifactType: "application/spdx3+json" }, {}, "sbom", "SPDX SBOM", "artifactType"],
  ["spdx-json", { artifactType: "sbom/spdx" }, {}, "sbom", "SPDX SBOM", "artifactType"],
  [
    "spdx-json",
    { artifactType: "application/vnd.acme.sbom", layers: ["application/spdx+json"] },
    {},
    "sbom",
    "SPDX SBOM",
    "layer",
  ],
  [
    "cyclonedx",
    { artifactType: "application/vnd.cyclonedx+json" },
    {},
    "sbom",
    "CycloneDX SBOM",
    "artifactType",
  ],
  [
    "cyclonedx",
    { artifactType: "Application/vnd.CycloneDX+json; version=1.5" },
    {},
    "sbom",
    "CycloneDX SBOM",
    "artifactType",
  ],
  ["cyclonedx", { artifactType: "application/vnd.cyclonedx" }, {}, "sbom", "CycloneDX SBOM", "artifactType"],
  ["cyclonedx", { artifactType: "sbom/cyclonedx" }, {}, "sbom", "CycloneDX SBOM", "artifactType"],
  ["cyclonedx", { artifactType: "application/cyclonedx+json" }, {}, "sbom", "CycloneDX SBOM", "artifactType"],
  ["harbor-sbom", { config: "application/vnd.goharbor.harbor.sbom.v1" }, {}, "sbom", "Harbor SBOM", "config"],
  ["syft-json", { artifactType: "application/vnd.syft+json" }, {}, "sbom", "Syft SBOM", "artifactType"],
  [
    "syft-json",
    { config: OCI, layers: ["application/vnd.syft+json"] },
    { tagSuffix: ".sbom" },
    "sbom",
    "Syft SBOM",
    "layer",
  ],
  [
    "sarif",
    { artifactType: "application/sarif+json" },
    {},
    "scan-report",
    "SARIF scan report",
    "artifactType",
  ],
  [
    "sarif",
    {
      artifactType: "application/vnd.aquasecurity.trivy.report.sarif.v1",
      layers: ["application/sarif+json"],
    },
    {},
    "scan-report",
    "Trivy scan report",
    "artifactType",
  ],
  [
    "harbor-vuln-report",
    { artifactType: "application/vnd.security.vulnerability.report; version=1.1" },
    {},
    "scan-report",
    "Harbor scan report",
    "artifactType",
  ],
  [
    "harbor-vuln-report",
    { artifactType: "application/vnd.scanner.adapter.vuln.report.harbor+json;version=1.0" },
    {},
    "scan-report",
    "Harbor scan report",
    "artifactType",
  ],
  [
    "scan-json",
    { artifactType: "application/vnd.aquasec.trivy.report+json" },
    {},
    "scan-report",
    "Trivy scan report",
    "artifactType",
  ],
  [
    "scan-json",
    { artifactType: "application/vnd.anchore.grype+json" },
    {},
    "scan-report",
    "Grype scan report",
    "artifactType",
  ],
  ["openvex", { artifactType: "application/vnd.openvex+json" }, {}, "vex", "OpenVEX", "artifactType"],
  ["openvex", { artifactType: "application/openvex+json" }, {}, "vex", "OpenVEX", "artifactType"],
  ["csaf", { artifactType: "application/csaf+json" }, {}, "vex", "CSAF VEX", "artifactType"],
  ["csaf", { artifactType: "application/vnd.csaf+json" }, {}, "vex", "CSAF VEX", "artifactType"],
  [
    "in-toto-raw",
    { artifactType: STATEMENT, layers: [STATEMENT], subject: true },
    {},
    "attestation",
    "in-toto statement",
    "artifactType",
  ],
  [
    "in-toto-raw",
    { artifactType: "application/vnd.in-toto.bundle", annotations: predicate(SPDX) },
    {},
    "sbom",
    "SPDX SBOM",
    "annotation",
  ],
  [
    "ms-lifecycle",
    { artifactType: "application/vnd.microsoft.artifact.lifecycle" },
    {},
    "lifecycle",
    "end-of-life date",
    "artifactType",
  ],
  [
    "soci-v1",
    { config: "application/vnd.amazon.soci.index.v1+json", layers: ["application/octet-stream"] },
    {},
    "accelerator",
    "SOCI index v1",
    "config",
  ],
  [
    "soci-v2",
    { artifactType: "application/vnd.amazon.soci.index.v2+json" },
    { inIndex: true },
    "accelerator",
    "SOCI index v2",
    "artifactType",
  ],
  [
    "soci-v2",
    { config: OCI, layers: ["application/octet-stream"], subject: true },
    { annotations: { "com.amazon.soci.image-manifest-digest": "sha256:x" } },
    "accelerator",
    "SOCI index v2",
    "annotation",
  ],
  [
    "nydus",
    { config: OCI, layers: ["application/vnd.oci.image.layer.nydus.blob.v1", TAR] },
    { platform: AMD64 },
    "accelerator",
    "Nydus image",
    "layer",
  ],
  [
    "nydus",
    {
      config: OCI,
      layers: [{ type: TAR, annotations: { "containerd.io/snapshot/nydus-bootstrap": "true" } }],
    },
    {},
    "accelerator",
    "Nydus image",
    "annotation",
  ],
  [
    "nydus",
    { config: OCI, layers: [TAR] },
    { platform: { ...AMD64, "os.features": ["nydus.remoteimage.v1"] } },
    "accelerator",
    "Nydus image",
    "annotation",
  ],
  ["estargz", { config: OCI, layers: [TAR] }, { tagSuffix: "-esgztoc" }, "accelerator", "eStargz TOC", "tag"],
  ["dragonfly", { config: OCI, layers: [TAR] }, { platform: AMD64 }, "image", "linux/amd64", "config"],
  [
    "cncf-model",
    { artifactType: "application/vnd.cncf.model.manifest.v1+json" },
    {},
    "other",
    "AI model",
    "artifactType",
  ],
  [
    "cncf-model",
    {
      config: "application/vnd.cncf.model.config.v1+json",
      layers: ["application/vnd.cncf.model.weight.v1.raw"],
    },
    {},
    "other",
    "AI model",
    "config",
  ],
  [
    "wasm",
    { config: "application/vnd.wasm.config.v0+json", layers: ["application/wasm"] },
    {},
    "other",
    "Wasm component",
    "config",
  ],
  [
    "wasm",
    { config: OCI, layers: ["application/vnd.wasm.content.layer.v1+wasm"] },
    {},
    "other",
    "Wasm component",
    "layer",
  ],
  [
    "helm-chart",
    {
      config: "application/vnd.cncf.helm.config.v1+json",
      layers: ["application/vnd.cncf.helm.chart.content.v1.tar+gzip"],
    },
    {},
    "other",
    "Helm chart",
    "config",
  ],
  [
    "helm-chart",
    { layers: ["application/vnd.cncf.helm.chart.provenance.v1.prov"], subject: true },
    {},
    "other",
    "Helm provenance file",
    "layer",
  ],
  [
    "kyverno-policy",
    {
      config: "application/vnd.cncf.kyverno.config.v1+json",
      layers: ["application/vnd.cncf.kyverno.policy.layer.v1+yaml"],
    },
    {},
    "other",
    "Kyverno policy",
    "config",
  ],
  [
    "opa-policy",
    { config: "application/vnd.cncf.openpolicyagent.config.v1+json" },
    {},
    "other",
    "OPA policy",
    "config",
  ],
  [
    "opa-policy",
    { layers: ["application/vnd.cncf.openpolicyagent.policy.layer.v1+rego"] },
    {},
    "other",
    "OPA policy",
    "layer",
  ],
  [
    "flux-artifact",
    { config: "application/vnd.cncf.flux.config.v1+json" },
    {},
    "other",
    "Flux artifact",
    "config",
  ],
  [
    "nfd-compat",
    { artifactType: "application/vnd.nfd.image-compatibility.v1alpha1" },
    {},
    "other",
    "node compatibility",
    "artifactType",
  ],
  [
    "gh-package-attestation",
    {
      layers: ["application/octet-stream"],
      annotations: { "com.github.package.type": "actions_oci_pkg_attestation" },
    },
    {},
    "attestation",
    "GitHub attestation",
    "annotation",
  ],
  [
    "gh-package-attestation",
    { annotations: { "com.github.package.type": "actions_oci_pkg_attestation", ...bundled(SLSA1) } },
    {},
    "provenance",
    "SLSA provenance v1",
    "annotation",
  ],
  [
    "oras-generic",
    { artifactType: "application/vnd.unknown.artifact.v1" },
    {},
    "unknown",
    "application/vnd.unknown.artifact.v1",
    "artifactType",
  ],
  [
    "oras-generic",
    { layers: ["application/vnd.acme.thing"] },
    {},
    "unknown",
    "application/vnd.acme.thing",
    "layer",
  ],
  [
    "oras-generic",
    { form: "artifact", artifactType: "application/octet-stream" },
    {},
    "unknown",
    "application/octet-stream",
    "artifactType",
  ],
];

describe("each convention is told apart", () => {
  test.each(CASES)("%s: %j %j", (_, written, listed, kind, title, kindBy) => {
    expect(of(written, listed)).toMatchObject({ kind, title, kindBy });
  });

  test("34 conventions have a case, and so has each row's title", () => {
    expect(new Set(CASES.map(([rule]) => rule)).size).toBe(34);
    const proven = new Set(CASES.map(([rule, , , , title]) => `${rule}: ${title}`));
    const rows = KIND_ROWS.filter((row) => !row.besides).map((row) => `${row.id}: ${row.title}`);
    expect(rows.filter((row) => !proven.has(row))).toEqual([]);
  });

  test("titles fit a node's first line", () => {
    const long = KIND_ROWS.map((row) => row.title).filter((title) => title.length > 22);
    expect(long).toEqual([]);
  });

  test("an eStargz image stays the image of its platform, and is an accelerator besides", () => {
    const toc = { type: TAR, annotations: { "containerd.io/snapshot/stargz/toc.digest": "sha256:x" } };
    expect(of({ config: OCI, layers: [toc] }, { platform: AMD64 })).toMatchObject({
      kind: "image",
      title: "linux/amd64, eStargz",
      carries: ["image", "accelerator"],
    });
  });
});

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
    expect(describePredicate(type)).toEqual({ kind, title, known: true });
    expect(title.length).toBeLessThanOrEqual(22);
  });

  test("an unknown one is an attestation that is shown as it is written", () => {
    const type = "https://acme.example/review/v3";
    expect(describePredicate(type)).toEqual({ kind: "attestation", title: type, known: false });
  });
});
