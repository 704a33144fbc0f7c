// How each kind of attached artifact is told apart: one row a convention, in the order in which they are tried.
// To teach a new kind: one row here and one in kinds.test.ts.
import type { NodeKind } from "./shapes.ts";

/** A media type without parameters, lower case, or a pattern over such. */
export type TypePattern = string | RegExp;

/** One convention. What is left out does not match. All patterns of a field are alternatives. */
export type KindRow = {
  /** The convention's name. Rows of one convention that differ in their title share it. */
  id: string;
  kind: NodeKind;
  /** At most 22 characters where that is possible: a node's first line. */
  title: string;
  /** Names in-toto statements: their predicate types, where hinted, tell kind and title better than the row. */
  predicates?: true;
  /** Goes before what a statement is: "BuildKit" makes "BuildKit provenance". */
  producer?: string;
  /** Holds only where the index lists it next to its images. */
  onlyInIndex?: true;
  /** Also asked of a `types` match: one layer must have such a type. */
  withLayer?: TypePattern[];
  /** `artifactType`, else the config's media type. */
  types?: TypePattern[];
  layers?: TypePattern[];
  /** Hints, unsigned: keys of a layer's annotations; names and values ("*" is any) of the manifest's, and of its descriptor in a list. */
  layerAnnotations?: string[];
  annotations?: Record<string, string>;
  listAnnotations?: Record<string, string>;
  osFeatures?: string[];
  /** The image itself has the property: it stays an image, and is the kind besides. */
  besides?: true;
};

const row = (
  id: string,
  kind: NodeKind,
  title: string,
  match: Omit<KindRow, "id" | "kind" | "title">,
): KindRow => ({
  id,
  kind,
  title,
  ...match,
});

const BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle(\.v\d+\.\d+)?\+json$/;
const DSSE = "application/vnd.dsse.envelope.v1+json";
const STATEMENT = "application/vnd.in-toto+json";

const SIGNATURES: KindRow[] = [
  row("cosign-oci11-sig", "signature", "cosign signature", {
    types: ["application/vnd.dev.cosign.artifact.sig.v1+json"],
  }),
  // https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
  row("cosign-legacy-sig", "signature", "cosign signature", {
    layers: ["application/vnd.dev.cosign.simplesigning.v1+json"],
  }),
  // https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md; the v2 names are of its alphas.
  row("notation-sig", "signature", "notation signature", {
    types: [
      "application/vnd.cncf.notary.signature",
      "application/vnd.cncf.notary.v2",
      "application/vnd.cncf.notary.v2.signature",
    ],
    layers: ["application/jose+json", "application/cose"],
  }),
];

const STATEMENTS: KindRow[] = [
  // https://github.com/sigstore/cosign/blob/main/specs/BUNDLE_SPEC.md
  row("sigstore-bundle", "attestation", "sigstore bundle", {
    predicates: true,
    ...anywhere(BUNDLE),
  }),
  // https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md
  row("buildkit-attestation", "attestation", "BuildKit attestation", {
    predicates: true,
    producer: "BuildKit",
    types: ["application/vnd.docker.attestation.manifest.v1+json"],
  }),
  row("buildkit-attestation", "attestation", "BuildKit attestation", {
    predicates: true,
    producer: "BuildKit",
    onlyInIndex: true,
    layers: [STATEMENT],
    listAnnotations: { "vnd.docker.reference.type": "attestation-manifest" },
  }),
  // https://github.com/docker/attest: DSSE whose signatures need Docker's own key.
  ...dockerAttest("provenance", "provenance", "Docker provenance"),
  ...dockerAttest("spdx", "sbom", "Docker SPDX SBOM"),
  ...dockerAttest("[a-z_]+", "attestation", "Docker attestation"),
  row("cosign-referrer-att", "attestation", "cosign attestation", {
    predicates: true,
    types: [STATEMENT],
    withLayer: [DSSE],
  }),
  // https://github.com/sigstore/cosign/blob/main/specs/ATTESTATION_SPEC.md
  row("cosign-legacy-att", "attestation", "cosign attestation", {
    predicates: true,
    layers: [DSSE],
  }),
  row("in-toto-raw", "attestation", "in-toto statement", {
    predicates: true,
    types: [STATEMENT, "application/vnd.in-toto.bundle"],
    layers: [STATEMENT],
  }),
  // Seen in the tests of actions/publish-immutable-action.
  row("gh-package-attestation", "attestation", "GitHub attestation", {
    predicates: true,
    annotations: { "com.github.package.type": "actions_oci_pkg_attestation" },
  }),
];

const SBOMS: KindRow[] = [
  row("spdx-json", "sbom", "SPDX SBOM", {
    types: [
      "application/spdx+json",
      "application/vnd.spdx+json",
      "text/spdx+json",
      "application/vnd.ratify.spdx.v0",
      "application/spdx3+json",
      "sbom/spdx",
    ],
    layers: ["application/spdx+json", "application/vnd.spdx+json", "text/spdx+json"],
  }),
  row("cyclonedx", "sbom", "CycloneDX SBOM", {
    types: [
      "application/vnd.cyclonedx+json",
      "application/vnd.cyclonedx+xml",
      "application/vnd.cyclonedx",
      "application/cyclonedx+json",
      "sbom/cyclonedx",
    ],
    layers: ["application/vnd.cyclonedx+json", "application/vnd.cyclonedx+xml", "application/vnd.cyclonedx"],
  }),
  // https://github.com/sigstore/cosign/blob/main/specs/SBOM_SPEC.md: the two that no referrer uses.
  row("cosign-legacy-sbom", "sbom", "SPDX SBOM", {
    layers: ["text/spdx", "text/spdx+xml"],
  }),
  row("harbor-sbom", "sbom", "Harbor SBOM", {
    types: ["application/vnd.goharbor.harbor.sbom.v1"],
  }),
  row("syft-json", "sbom", "Syft SBOM", {
    ...anywhere("application/vnd.syft+json"),
  }),
];

const REPORTS: KindRow[] = [
  row("sarif", "scan-report", "Trivy scan report", {
    types: ["application/vnd.aquasecurity.trivy.report.sarif.v1"],
  }),
  row("sarif", "scan-report", "SARIF scan report", {
    ...anywhere("application/sarif+json"),
  }),
  row("harbor-vuln-report", "scan-report", "Harbor scan report", {
    types: [
      /^application\/vnd\.security\.vulnerability\.report/,
      "application/vnd.scanner.adapter.vuln.report.harbor+json",
    ],
  }),
  row("scan-json", "scan-report", "Trivy scan report", {
    ...anywhere("application/vnd.aquasec.trivy.report+json"),
  }),
  row("scan-json", "scan-report", "Grype scan report", {
    ...anywhere("application/vnd.anchore.grype+json"),
  }),
  row("openvex", "vex", "OpenVEX", {
    ...anywhere("application/vnd.openvex+json", "application/openvex+json"),
  }),
  row("csaf", "vex", "CSAF VEX", {
    ...anywhere("application/csaf+json", "application/vnd.csaf+json"),
  }),
  row("ms-lifecycle", "lifecycle", "end-of-life date", {
    types: ["application/vnd.microsoft.artifact.lifecycle"],
  }),
];

const ACCELERATORS: KindRow[] = [
  // https://github.com/awslabs/soci-snapshotter/blob/main/docs/soci-index-manifest-v2.md
  row("soci-v1", "accelerator", "SOCI index v1", {
    types: ["application/vnd.amazon.soci.index.v1+json"],
  }),
  row("soci-v2", "accelerator", "SOCI index v2", {
    types: ["application/vnd.amazon.soci.index.v2+json"],
    listAnnotations: { "com.amazon.soci.image-manifest-digest": "*" },
  }),
  // A second, runnable form of an image; https://github.com/goharbor/acceleration-service
  row("nydus", "accelerator", "Nydus image", {
    layers: ["application/vnd.oci.image.layer.nydus.blob.v1"],
    layerAnnotations: ["containerd.io/snapshot/nydus-bootstrap", "containerd.io/snapshot/nydus-blob"],
    osFeatures: ["nydus.remoteimage.v1"],
  }),
  row("estargz", "accelerator", "eStargz", {
    layerAnnotations: ["containerd.io/snapshot/stargz/toc.digest"],
    besides: true,
  }),
];

const OTHERS: KindRow[] = [
  row("cncf-model", "other", "AI model", {
    types: ["application/vnd.cncf.model.manifest.v1+json", "application/vnd.cncf.model.config.v1+json"],
    layers: [/^application\/vnd\.cncf\.model\./],
  }),
  row("wasm", "other", "Wasm component", {
    types: ["application/vnd.wasm.config.v0+json", "application/vnd.wasm.config.v1+json"],
    layers: ["application/wasm", "application/vnd.wasm.content.layer.v1+wasm"],
  }),
  row("helm-chart", "other", "Helm chart", {
    types: ["application/vnd.cncf.helm.config.v1+json"],
    layers: ["application/vnd.cncf.helm.chart.content.v1.tar+gzip"],
  }),
  row("helm-chart", "other", "Helm provenance file", {
    layers: ["application/vnd.cncf.helm.chart.provenance.v1.prov"],
  }),
  row("kyverno-policy", "other", "Kyverno policy", {
    types: ["application/vnd.cncf.kyverno.config.v1+json"],
    layers: ["application/vnd.cncf.kyverno.policy.layer.v1+yaml"],
  }),
  row("opa-policy", "other", "OPA policy", {
    types: ["application/vnd.cncf.openpolicyagent.config.v1+json"],
    layers: [
      "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego",
      "application/vnd.cncf.openpolicyagent.manifest.layer.v1+json",
    ],
  }),
  row("flux-artifact", "other", "Flux artifact", {
    types: ["application/vnd.cncf.flux.config.v1+json"],
    layers: ["application/vnd.cncf.flux.content.v1.tar+gzip"],
  }),
  row("nfd-compat", "other", "node compatibility", {
    types: ["application/vnd.nfd.image-compatibility.v1alpha1"],
  }),
];

/** All rows. Within one step of recognition the first that matches wins. */
export const KIND_ROWS: readonly KindRow[] = [
  ...SIGNATURES,
  ...STATEMENTS,
  ...SBOMS,
  ...REPORTS,
  ...ACCELERATORS,
  ...OTHERS,
];

/** Types that say nothing: what clients write when nobody chose one (oras-go's pack.go, the empty descriptor). */
export const UNTYPED: readonly string[] = [
  "application/vnd.unknown.artifact.v1",
  "application/vnd.unknown.config.v1+json",
  "application/vnd.oci.empty.v1+json",
  "application/octet-stream",
];

/** What a tag's ending claims, where nothing better is known: cosign's three, and the stargz converter's. */
export const TAG_SUFFIXES: ReadonlyMap<string, { kind: NodeKind; title: string }> = new Map([
  ["sig", { kind: "signature", title: "cosign .sig tag" }],
  ["att", { kind: "attestation", title: "cosign .att tag" }],
  ["sbom", { kind: "sbom", title: "cosign .sbom tag" }],
  ["esgztoc", { kind: "accelerator", title: "eStargz TOC" }],
]);

/** For what travels as an artifact of its own as well as in a layer. */
function anywhere(...types: TypePattern[]): Pick<KindRow, "types" | "layers"> {
  return { types, layers: types };
}

function dockerAttest(word: string, kind: NodeKind, title: string): KindRow[] {
  const pattern = new RegExp(`^application/vnd\\.in-toto\\.${word}\\+dsse$`);
  return [{ id: "docker-attest-dsse", kind, title, predicates: true, ...anywhere(pattern) }];
}
