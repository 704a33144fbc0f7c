import { describe, expect, test } from "vitest";
import { MEDIA_TYPES, type Platform } from "#lib/oci";
import { descriptor, manifest, type Written } from "./__fixtures__/manifests.ts";
import { KIND_ROWS } from "./kinds.ts";
import { conventionOf, describeType, type RecogniseInput, recognise } from "./recognise.ts";
import type { NodeKind } from "./shapes.ts";

const OCI = MEDIA_TYPES.ociConfig;
const STATEMENT = "application/vnd.in-toto+json";
const DSSE = "application/vnd.dsse.envelope.v1+json";
const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const BUILDKIT = "application/vnd.docker.attestation.manifest.v1+json";
const TAR = "application/vnd.oci.image.layer.v1.tar+gzip";
const HARBOR_SCAN = "application/vnd.scanner.adapter.vuln.report.harbor+json;version=1.0";
const SLSA1 = "https://slsa.dev/provenance/v1";
const SPDX = "https://spdx.dev/Document";
const TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";
const SOCI2 = { "com.amazon.soci.image-manifest-digest": "sha256:x" };
const GITHUB = { "com.github.package.type": "actions_oci_pkg_attestation" };
const UNKNOWN: Platform = { os: "unknown", architecture: "unknown" };
const AMD64: Platform = { os: "linux", architecture: "amd64" };

type Listed = Pick<RecogniseInput, "tagSuffix" | "inIndex"> & {
  annotations?: Record<string, string>;
  platform?: Platform;
};

function of(written: Written, { annotations, platform, ...rest }: Listed = {}) {
  const read = manifest(written);
  return recognise({
    manifest: read,
    descriptor: descriptor(read.mediaType, { annotations, platform }),
    ...rest,
  });
}

/** Told by one type alone, wherever that type stands. */
const TYPES: [rule: string, type: string, kind: NodeKind, title: string][] = [
  ["cosign-oci11-sig", "application/vnd.dev.cosign.artifact.sig.v1+json", "signature", "cosign signature"],
  ["sigstore-bundle", BUNDLE, "attestation", "sigstore bundle"],
  [
    "sigstore-bundle",
    "application/vnd.dev.sigstore.bundle+json;version=0.1",
    "attestation",
    "sigstore bundle",
  ],
  ["notation-sig", "application/vnd.cncf.notary.signature", "signature", "notation signature"],
  ["notation-sig", "application/vnd.cncf.notary.v2", "signature", "notation signature"],
  ["notation-sig", "application/vnd.cncf.notary.v2.signature", "signature", "notation signature"],
  ["buildkit-attestation", BUILDKIT, "attestation", "BuildKit attestation"],
  ["docker-attest-dsse", "application/vnd.in-toto.provenance+dsse", "provenance", "Docker provenance"],
  ["docker-attest-dsse", "application/vnd.in-toto.spdx+dsse", "sbom", "Docker SPDX SBOM"],
  [
    "docker-attest-dsse",
    "application/vnd.in-toto.verification_summary+dsse",
    "attestation",
    "Docker attestation",
  ],
  ["spdx-json", "application/spdx+json", "sbom", "SPDX SBOM"],
  ["spdx-json", "application/vnd.spdx+json", "sbom", "SPDX SBOM"],
  ["spdx-json", "text/spdx+json; charset=utf-8", "sbom", "SPDX SBOM"],
  ["spdx-json", "application/vnd.ratify.spdx.v0", "sbom", "SPDX SBOM"],
  ["spdx-json", "application/spdx3+json", "sbom", "SPDX SBOM"],
  ["spdx-json", "sbom/spdx", "sbom", "SPDX SBOM"],
  ["cyclonedx", "Application/vnd.CycloneDX+json; version=1.5", "sbom", "CycloneDX SBOM"],
  ["cyclonedx", "application/vnd.cyclonedx+xml", "sbom", "CycloneDX SBOM"],
  ["cyclonedx", "application/vnd.cyclonedx", "sbom", "CycloneDX SBOM"],
  ["cyclonedx", "application/cyclonedx+json", "sbom", "CycloneDX SBOM"],
  ["cyclonedx", "sbom/cyclonedx", "sbom", "CycloneDX SBOM"],
  ["harbor-sbom", "application/vnd.goharbor.harbor.sbom.v1", "sbom", "Harbor SBOM"],
  ["syft-json", "application/vnd.syft+json", "sbom", "Syft SBOM"],
  ["sarif", "application/sarif+json", "scan-report", "SARIF scan report"],
  ["sarif", "application/vnd.aquasecurity.trivy.report.sarif.v1", "scan-report", "Trivy scan report"],
  [
    "harbor-vuln-report",
    "application/vnd.security.vulnerability.report; version=1.1",
    "scan-report",
    "Harbor scan report",
  ],
  ["harbor-vuln-report", HARBOR_SCAN, "scan-report", "Harbor scan report"],
  ["scan-json", "application/vnd.aquasec.trivy.report+json", "scan-report", "Trivy scan report"],
  ["scan-json", "application/vnd.anchore.grype+json", "scan-report", "Grype scan report"],
  ["openvex", "application/vnd.openvex+json", "vex", "OpenVEX"],
  ["openvex", "application/openvex+json", "vex", "OpenVEX"],
  ["csaf", "application/csaf+json", "vex", "CSAF VEX"],
  ["csaf", "application/vnd.csaf+json", "vex", "CSAF VEX"],
  ["in-toto-raw", STATEMENT, "attestation", "in-toto statement"],
  ["in-toto-raw", "application/vnd.in-toto.bundle", "attestation", "in-toto statement"],
  ["ms-lifecycle", "application/vnd.microsoft.artifact.lifecycle", "lifecycle", "end-of-life date"],
  ["soci-v1", "application/vnd.amazon.soci.index.v1+json", "accelerator", "SOCI index v1"],
  ["soci-v2", "application/vnd.amazon.soci.index.v2+json", "accelerator", "SOCI index v2"],
  ["cncf-model", "application/vnd.cncf.model.manifest.v1+json", "other", "AI model"],
  ["cncf-model", "application/vnd.cncf.model.config.v1+json", "other", "AI model"],
  ["wasm", "application/vnd.wasm.config.v0+json", "other", "Wasm component"],
  ["wasm", "application/vnd.wasm.config.v1+json", "other", "Wasm component"],
  ["helm-chart", "application/vnd.cncf.helm.config.v1+json", "other", "Helm chart"],
  ["kyverno-policy", "application/vnd.cncf.kyverno.config.v1+json", "other", "Kyverno policy"],
  ["opa-policy", "application/vnd.cncf.openpolicyagent.config.v1+json", "other", "OPA policy"],
  ["flux-artifact", "application/vnd.cncf.flux.config.v1+json", "other", "Flux artifact"],
  ["nfd-compat", "application/vnd.nfd.image-compatibility.v1alpha1", "other", "node compatibility"],
];

/** Told by a layer, in an image manifest of an image's config: what clients push that know no artifactType. */
const LAYERS: [rule: string, layer: string, kind: NodeKind, title: string][] = [
  ["cosign-legacy-sig", "application/vnd.dev.cosign.simplesigning.v1+json", "signature", "cosign signature"],
  ["sigstore-bundle", "application/vnd.dev.sigstore.bundle.v0.2+json", "attestation", "sigstore bundle"],
  ["notation-sig", "application/jose+json", "signature", "notation signature"],
  ["notation-sig", "application/cose", "signature", "notation signature"],
  ["cosign-legacy-att", DSSE, "attestation", "cosign attestation"],
  ["cosign-legacy-sbom", "text/spdx", "sbom", "SPDX SBOM"],
  ["cosign-legacy-sbom", "text/spdx+xml", "sbom", "SPDX SBOM"],
  ["cosign-legacy-sbom", "text/spdx+json", "sbom", "SPDX SBOM"],
  ["cosign-legacy-sbom", "application/vnd.cyclonedx+json", "sbom", "CycloneDX SBOM"],
  ["cosign-legacy-sbom", "application/vnd.cyclonedx+xml", "sbom", "CycloneDX SBOM"],
  ["cosign-legacy-sbom", "application/vnd.cyclonedx", "sbom", "CycloneDX SBOM"],
  ["cosign-legacy-sbom", "application/vnd.syft+json", "sbom", "Syft SBOM"],
  ["docker-attest-dsse", "application/vnd.in-toto.provenance+dsse", "provenance", "Docker provenance"],
  ["spdx-json", "application/spdx+json", "sbom", "SPDX SBOM"],
  ["spdx-json", "application/vnd.spdx+json", "sbom", "SPDX SBOM"],
  ["sarif", "application/sarif+json", "scan-report", "SARIF scan report"],
  ["in-toto-raw", STATEMENT, "attestation", "in-toto statement"],
  ["nydus", "application/vnd.oci.image.layer.nydus.blob.v1", "accelerator", "Nydus image"],
  ["cncf-model", "application/vnd.cncf.model.weight.v1.raw", "other", "AI model"],
  ["wasm", "application/wasm", "other", "Wasm component"],
  ["wasm", "application/vnd.wasm.content.layer.v1+wasm", "other", "Wasm component"],
  ["helm-chart", "application/vnd.cncf.helm.chart.content.v1.tar+gzip", "other", "Helm chart"],
  ["helm-chart", "application/vnd.cncf.helm.chart.provenance.v1.prov", "other", "Helm provenance file"],
  ["kyverno-policy", "application/vnd.cncf.kyverno.policy.layer.v1+yaml", "other", "Kyverno policy"],
  ["opa-policy", "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego", "other", "OPA policy"],
  ["opa-policy", "application/vnd.cncf.openpolicyagent.manifest.layer.v1+json", "other", "OPA policy"],
  ["flux-artifact", "application/vnd.cncf.flux.content.v1.tar+gzip", "other", "Flux artifact"],
];

const says = (type: string, key = "in-toto.io/predicate-type") => ({ [key]: type });
const bundle = (annotations: Record<string, string>): Written => ({ artifactType: BUNDLE, annotations });
const bundled = (type: string) => bundle(says(type, "dev.sigstore.bundle.predicateType"));
const layered = (...layers: Written["layers"] & object): Written => ({ config: OCI, layers });
const statement = (type: string, layer = STATEMENT) => ({ type: layer, annotations: says(type) });
const tar = (key: string) => ({ type: TAR, annotations: { [key]: "x" } });

/** Told by more than one type: annotations, places, tags. */
const OTHERS: [rule: string, written: Written, listed: Listed, kind: NodeKind, title: string, by: string][] =
  [
    ["sigstore-bundle", bundled(SLSA1), {}, "provenance", "SLSA provenance v1", "annotation"],
    [
      "sigstore-bundle",
      bundled("https://sigstore.dev/cosign/sign/v1"),
      {},
      "signature",
      "cosign bundle",
      "annotation",
    ],
    [
      "sigstore-bundle",
      bundle({ "dev.sigstore.bundle.content": "message-signature" }),
      {},
      "signature",
      "sigstore bundle",
      "annotation",
    ],
    [
      "sigstore-bundle",
      bundle({ "dev.sigstore.bundle.content": "dsse-envelope" }),
      {},
      "attestation",
      "sigstore bundle",
      "artifactType",
    ],
    [
      "cosign-legacy-att",
      layered({ type: DSSE, annotations: { predicateType: SLSA1 } }),
      {},
      "provenance",
      "SLSA provenance v1",
      "annotation",
    ],
    [
      "cosign-referrer-att",
      { artifactType: STATEMENT, layers: [DSSE] },
      {},
      "attestation",
      "cosign attestation",
      "artifactType",
    ],
    [
      "buildkit-attestation",
      layered(statement(SPDX), statement(SLSA1)),
      { inIndex: true, platform: UNKNOWN },
      "sbom",
      "BuildKit SBOM + provenance",
      "annotation",
    ],
    [
      "buildkit-attestation",
      layered(statement(SLSA1)),
      { annotations: { "vnd.docker.reference.type": "attestation-manifest" } },
      "provenance",
      "BuildKit provenance",
      "annotation",
    ],
    [
      "buildkit-attestation",
      { artifactType: BUILDKIT, layers: [statement(TEST_RESULT)] },
      {},
      "attestation",
      "BuildKit test result",
      "annotation",
    ],
    [
      "docker-attest-dsse",
      layered(statement(SLSA1, "application/vnd.in-toto.provenance+dsse")),
      { inIndex: true },
      "provenance",
      "SLSA provenance v1",
      "annotation",
    ],
    [
      "spdx-json",
      { artifactType: "application/vnd.acme", layers: ["application/spdx+json"] },
      {},
      "sbom",
      "SPDX SBOM",
      "layer",
    ],
    [
      "in-toto-raw",
      { artifactType: STATEMENT, annotations: says(SPDX) },
      {},
      "sbom",
      "SPDX SBOM",
      "annotation",
    ],
    [
      "soci-v2",
      layered("application/octet-stream"),
      { annotations: SOCI2 },
      "accelerator",
      "SOCI index v2",
      "annotation",
    ],
    [
      "nydus",
      layered(tar("containerd.io/snapshot/nydus-bootstrap")),
      {},
      "accelerator",
      "Nydus image",
      "annotation",
    ],
    [
      "nydus",
      layered(TAR),
      { platform: { ...AMD64, "os.features": ["nydus.remoteimage.v1"] } },
      "accelerator",
      "Nydus image",
      "annotation",
    ],
    ["estargz", layered(TAR), { tagSuffix: "-esgztoc" }, "accelerator", "eStargz TOC", "tag"],
    // Dragonfly brings images to nodes by peers: it attaches nothing that could be told apart.
    ["dragonfly", layered(TAR), { platform: AMD64 }, "image", "linux/amd64", "config"],
    [
      "gh-package-attestation",
      { layers: ["application/octet-stream"], annotations: GITHUB },
      {},
      "attestation",
      "GitHub attestation",
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
      { form: "artifact", artifactType: "application/octet-stream" },
      {},
      "unknown",
      "application/octet-stream",
      "artifactType",
    ],
    ["oras-generic", { layers: ["application/vnd.acme"] }, {}, "unknown", "application/vnd.acme", "layer"],
  ];

describe("each convention is told apart", () => {
  test.each(TYPES)("%s by the type %s", (_, type, kind, title) => {
    for (const form of ["image", "artifact", "oras", "index"] as const)
      expect(of({ form, artifactType: type })).toEqual({ kind, title, kindBy: "artifactType" });
    expect(of({ config: type })).toEqual({ kind, title, kindBy: "config" });
    const listed = descriptor(MEDIA_TYPES.ociManifest, { artifactType: type });
    expect(recognise({ descriptor: listed })).toEqual({ kind, title, kindBy: "list" });
  });

  test.each(TYPES)("%s is the convention of the type %s", (id, type, kind, title) => {
    expect(conventionOf({ descriptor: descriptor(MEDIA_TYPES.ociManifest, { artifactType: type }) })).toBe(
      id,
    );
    expect(describeType(type)).toEqual({ id, kind, title });
  });

  test("a type that no convention knows, and an image, are of none", () => {
    expect(describeType("application/x-own")).toBeUndefined();
    expect(conventionOf({ descriptor: descriptor(MEDIA_TYPES.ociManifest) })).toBeUndefined();
    expect(conventionOf({ descriptor: descriptor(MEDIA_TYPES.dockerSchema1) })).toBeUndefined();
  });

  test.each(LAYERS)("%s by a layer %s", (_, layer, kind, title) => {
    expect(of({ config: OCI, layers: [TAR, layer] })).toEqual({ kind, title, kindBy: "layer" });
    expect(of({ form: "artifact", layers: [layer] })).toEqual({ kind, title, kindBy: "layer" });
  });

  test.each(OTHERS)("%s by what surrounds it: %j %j", (_, written, listed, kind, title, kindBy) => {
    expect(of(written, listed)).toMatchObject({ kind, title, kindBy });
  });

  test("34 conventions have a case, and so has each row's title", () => {
    const told = [
      ...[...TYPES, ...LAYERS].map(([rule, , , title]) => ({ rule, title })),
      ...OTHERS.map(([rule, , , , title]) => ({ rule, title })),
    ];
    expect(new Set(told.map(({ rule }) => rule)).size).toBe(34);
    const proven = new Set(told.map(({ rule, title }) => `${rule}: ${title}`));
    const rows = KIND_ROWS.filter((row) => !row.besides).map((row) => `${row.id}: ${row.title}`);
    expect(rows.filter((row) => !proven.has(row))).toEqual([]);
  });

  test("titles fit a node's first line", () => {
    expect(KIND_ROWS.map((row) => row.title).filter((title) => title.length > 22)).toEqual([]);
  });

  test("an eStargz image stays the image of its platform, and is an accelerator besides", () => {
    const toc = tar("containerd.io/snapshot/stargz/toc.digest");
    expect(of(layered(toc), { platform: AMD64 })).toMatchObject({
      kind: "image",
      title: "linux/amd64, eStargz",
      carries: ["image", "accelerator"],
    });
  });

  test("an image that only names its SOCI index is no accelerator", () => {
    const image = { ...layered(TAR), annotations: { "com.amazon.soci.index-digest": "sha256:x" } };
    expect(of(image, { platform: AMD64 })).toMatchObject({ kind: "image", title: "linux/amd64" });
  });
});
