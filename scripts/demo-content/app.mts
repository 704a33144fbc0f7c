// The main sample: Refscope itself as a two-platform image, with one attached artifact of every kind.
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Artifact, OCI_MANIFEST } from "./carriers.mts";
import type { Chain } from "./certificates.mts";
import {
  type Architecture,
  imageIndex,
  type Layer,
  ociImage,
  platformEntry,
  projectLayer,
  type Source,
} from "./images.mts";
import { notationSignature } from "./notation.mts";
import {
  CYCLONEDX,
  cycloneDxDocument,
  SPDX,
  type SpdxDocument,
  shelveJson,
  spdxDocument,
  titled,
} from "./sboms.mts";
import { RULES, SARIF, sarifReport } from "./scan-report.mts";
import type { Descriptor, Manifest, Shelf } from "./shelf.mts";
import { BUNDLE, type SigstoreSigner } from "./sigstore-signer.mts";
import * as say from "./statements.mts";

export const NAME = "refscope/app";
const PLATFORMS = ["amd64", "arm64"] as const;

/** Everything that makes content shares these. */
export type Bench = { shelf: Shelf; source: Source; signer: SigstoreSigner; chain: Chain };

export type Sboms = {
  spdx: Descriptor;
  spdxDocument: SpdxDocument;
  cycloneDx: Descriptor;
  cycloneDxDocument: object;
};

/** What is attached to the index, and what to its amd64 image. */
type Attached = {
  signature: Artifact;
  provenance: Artifact;
  spdx: Artifact;
  cycloneDx: Artifact;
  notation: Artifact;
  vex: Artifact;
  scan: Artifact;
  test: Artifact;
  lifecycle: Artifact;
  untyped: Artifact;
};
export type App = {
  index: Manifest;
  images: Record<Architecture, Manifest>;
  /** BuildKit's attestation manifests: children of the index that also name their platform's image as subject. */
  attestations: Record<Architecture, Manifest>;
  attached: Attached;
  onAmd64: { notation: Artifact; accelerator: Artifact };
  sboms: Sboms;
};

export function makeSboms({ shelf, source }: Bench): Sboms {
  const spdx = spdxDocument(source.directory);
  const cycloneDx = cycloneDxDocument(source.directory);
  return {
    spdx: shelveJson(shelf, spdx, SPDX, "refscope.spdx.json"),
    spdxDocument: spdx,
    cycloneDx: shelveJson(shelf, cycloneDx, CYCLONEDX, "refscope.cdx.json"),
    cycloneDxDocument: cycloneDx,
  };
}

export async function makeApp(bench: Bench, sboms: Sboms): Promise<App> {
  const { shelf, source } = bench;
  const layers = [
    projectLayer(shelf, source, ["package.json", "docs/architecture.md"]),
    projectLayer(shelf, source, ["lib/errors", "lib/evidence", "lib/oci"]),
    projectLayer(shelf, source, ["scripts/demo-content"]),
  ];
  const image = (architecture: Architecture) =>
    ociImage(shelf, source, { title: NAME, architecture, layers });
  const images = { amd64: image("amd64"), arm64: image("arm64") };
  const attestations = {
    amd64: buildKitAttestation(bench, images.amd64, "amd64", sboms),
    arm64: buildKitAttestation(bench, images.arm64, "arm64", sboms),
  };
  const index = imageIndex(
    shelf,
    [
      ...PLATFORMS.map((one) => platformEntry(images[one], one)),
      ...PLATFORMS.map((one) => attestationEntry(attestations[one], images[one])),
    ],
    {
      annotations: {
        "org.opencontainers.image.version": source.version,
        "org.opencontainers.image.created": source.made,
      },
    },
  );
  return {
    index,
    images,
    attestations,
    attached: await attachedTo(bench, index, sboms),
    onAmd64: {
      notation: notationSignature(shelf, bench.chain, images.amd64, { at: source.made, envelope: "cose" }),
      accelerator: accelerator(shelf, layers),
    },
    sboms,
  };
}

/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ with BuildKit's oci-artifact=true. */
function buildKitAttestation(
  { shelf, source }: Bench,
  image: Manifest,
  architecture: Architecture,
  sboms: Sboms,
): Manifest {
  const name = `pkg:docker/${NAME}@${source.version}?platform=linux%2F${architecture}`;
  const layer = (predicateType: string, predicate: unknown): Descriptor => ({
    ...shelf.json(say.statement(name, image, predicateType, predicate), say.IN_TOTO),
    annotations: { "in-toto.io/predicate-type": predicateType },
  });
  const { mediaType, digest, size } = image.descriptor;
  return shelf.manifest({
    mediaType: OCI_MANIFEST,
    artifactType: "application/vnd.docker.attestation.manifest.v1+json",
    config: shelf.json({}, "application/vnd.oci.empty.v1+json"),
    layers: [
      layer(say.PREDICATES.spdx, sboms.spdxDocument),
      layer(say.PREDICATES.slsa, say.slsaPredicate(source, { platform: `linux/${architecture}` })),
    ],
    subject: { mediaType, digest, size },
  });
}

/** How an index lists an attestation manifest, so that no client takes it for a platform. */
export function attestationEntry(attestation: Manifest, image: Manifest): Descriptor {
  return {
    ...attestation.descriptor,
    annotations: {
      "vnd.docker.reference.digest": image.descriptor.digest,
      "vnd.docker.reference.type": "attestation-manifest",
    },
    platform: { architecture: "unknown", os: "unknown" },
  };
}

async function attachedTo(bench: Bench, index: Manifest, sboms: Sboms): Promise<Attached> {
  const { shelf, source, chain } = bench;
  const created = { "org.opencontainers.image.created": source.made };
  const vex = say.openVex(source, index, dependencyVersions(source.directory));
  const test = say.statement(
    NAME,
    index,
    say.PREDICATES.testResult,
    say.testResultPredicate(["every layer hashes to its digest"]),
  );
  const note = shelf.put(
    Buffer.from("Attached without saying what it is.\n"),
    "application/vnd.oci.image.layer.v1.tar",
  );
  return {
    signature: await bundleOf(bench, say.statement(NAME, index, say.PREDICATES.sign, {}), say.BUILDER),
    provenance: await bundleOf(
      bench,
      say.statement(NAME, index, say.PREDICATES.slsa, say.slsaPredicate(source, {})),
      say.BUILDER,
    ),
    spdx: { artifactType: SPDX, layers: [sboms.spdx], annotations: created },
    cycloneDx: { artifactType: CYCLONEDX, layers: [sboms.cycloneDx], annotations: created },
    notation: notationSignature(shelf, chain, index, { at: source.made, envelope: "jws" }),
    vex: {
      artifactType: say.OPENVEX,
      layers: [shelveJson(shelf, vex, say.OPENVEX, "refscope.openvex.json")],
      annotations: created,
    },
    scan: scanReport(bench, "app", sboms, RULES),
    test: {
      artifactType: say.IN_TOTO,
      layers: [shelveJson(shelf, test, say.IN_TOTO, "test-result.intoto.json")],
      annotations: created,
    },
    lifecycle: {
      artifactType: "application/vnd.microsoft.artifact.lifecycle",
      layers: [],
      annotations: { ...created, "vnd.microsoft.artifact.lifecycle.end-of-life.date": "2028-04-30" },
    },
    untyped: {
      artifactType: "application/vnd.unknown.artifact.v1",
      layers: [titled(note, "note.txt")],
      annotations: created,
    },
  };
}

/** A sigstore bundle as cosign 3 stores it: https://github.com/sigstore/cosign/blob/main/specs/BUNDLE_SPEC.md */
export async function bundleOf(
  bench: Pick<Bench, "shelf" | "source" | "signer">,
  statement: say.Statement,
  identity: string,
): Promise<Artifact> {
  return bundleArtifact(bench, await bench.signer.statementBundle(statement, identity), statement);
}

/** A bundle around `statement`, whatever was done to it. */
export function bundleArtifact(
  { shelf, source }: Pick<Bench, "shelf" | "source">,
  bundle: object,
  statement: say.Statement,
): Artifact {
  return {
    artifactType: BUNDLE,
    layers: [shelf.json(bundle, BUNDLE)],
    annotations: {
      "org.opencontainers.image.created": source.made,
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": statement.predicateType,
    },
  };
}

export function scanReport(
  { shelf, source }: Bench,
  name: string,
  sboms: Sboms,
  rules: typeof RULES,
): Artifact {
  const report = sarifReport(name, sboms.spdxDocument.packages, rules);
  return {
    artifactType: SARIF,
    layers: [shelveJson(shelf, report, SARIF, `${name}.sarif.json`)],
    annotations: { "org.opencontainers.image.created": source.made, "org.opencontainers.image.title": name },
  };
}

/** Shaped as SOCI's first index. The table of contents is a list of the layer's digests, not a real zTOC. */
function accelerator(shelf: Shelf, layers: Layer[]): Artifact {
  const type = "application/vnd.amazon.soci.index.v1+json";
  return {
    artifactType: type,
    layers: layers.map(({ descriptor, diffId }) => ({
      ...shelf.put(Buffer.from(JSON.stringify({ demo: "not a zTOC", diffId })), "application/octet-stream"),
      annotations: {
        "com.amazon.soci.image-layer-mediaType": descriptor.mediaType,
        "com.amazon.soci.image-layer-digest": descriptor.digest,
      },
    })),
    annotations: { "com.amazon.soci.build-tool-identifier": "refscope demo-content" },
  };
}

function dependencyVersions(directory: string): { next: string; react: string } {
  return JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8")).dependencies;
}
