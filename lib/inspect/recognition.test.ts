// Kinds told by content against kinds told by types, on all that is real or looks real: none may be wrong, and they
// must agree. Where types know less (a bundle without hints), content may only say more.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describePredicate, type NodeKind, recognise } from "#lib/graph";
import { type Manifest, parseManifest } from "#lib/oci";
import { FIXTURES, fixtureBytes, LAYOUTS, TOOLS } from "./fixtures.test-support.ts";
import { inspectArtifact } from "./index.ts";

const DEMO = new URL("../sandbox/content/", import.meta.url);
type DemoRepository = { name: string; blobs: string[]; manifests: { digest: string; mediaType: string }[] };
const catalog: { stages: Record<string, { repositories: DemoRepository[] }> } = JSON.parse(
  readFileSync(new URL("catalog.json", DEMO), "utf8"),
);
const repositories = Object.entries(catalog.stages).flatMap(([stage, { repositories }]) =>
  repositories.map((repository): [string, DemoRepository] => [`${stage}: ${repository.name}`, repository]),
);

type Read = (digest: string) => Uint8Array | undefined;

/** What the types say, and what the content says. */
function kindsOf(
  digest: string,
  mediaType: string,
  read: Read,
): { types: Set<NodeKind>; content: Set<NodeKind> } {
  const bytes = read(digest) ?? new Uint8Array();
  const manifest = parseManifest(bytes);
  const descriptor = { mediaType, digest, size: bytes.length };
  const { kind, carries } = recognise({ manifest, descriptor, inIndex: true });
  const blobs = blobsOf(manifest).flatMap((each) => {
    const held = read(each);
    return held ? [{ digest: each, bytes: held }] : [];
  });
  const reports = inspectArtifact({ manifest: bytes, descriptor, blobs }, TOOLS);
  return { types: new Set(carries ?? [kind]), content: new Set(reports.map((report) => report.kind)) };
}

function blobsOf({ config, layers }: Manifest): string[] {
  return [...(config ? [config] : []), ...layers].map(({ digest }) => digest);
}

const demoFile = (digest: string) =>
  new Uint8Array(readFileSync(new URL(`blobs/${digest.split(":")[1]}`, DEMO)));

describe("the demo registries' content", () => {
  const read: Read = demoFile;

  it("is all there", () => expect(repositories.length).toBeGreaterThan(20));

  it.each(repositories)("%s: every manifest is what its types say", (_, repository) => {
    const held = new Set([...repository.blobs, ...repository.manifests.map(({ digest }) => digest)]);
    for (const { digest, mediaType } of repository.manifests) {
      const { types, content } = kindsOf(digest, mediaType, (each) =>
        held.has(each) ? read(each) : undefined,
      );
      // Without a hint in its annotations a bundle is some attestation: only its content says which.
      if (types.has("attestation")) expect(content).not.toContain("unknown");
      else expect(content).toEqual(types);
    }
  });
});

const OCI_CONFIG = "application/vnd.oci.image.config.v1+json";

/** What each form is that the demo registries hold: its type, what it carries, and its kinds, of which one at least. */
const FORMS: [type: string, layer: string, kinds: NodeKind[]][] = [
  ["application/vnd.oci.image.index.v1+json", "", ["index"]],
  ["application/vnd.docker.distribution.manifest.list.v2+json", "", ["index"]],
  [OCI_CONFIG, "application/vnd.oci.image.layer.v1.tar+gzip", ["image"]],
  [
    "application/vnd.docker.container.image.v1+json",
    "application/vnd.docker.image.rootfs.diff.tar.gzip",
    ["image"],
  ],
  [OCI_CONFIG, "application/vnd.dev.cosign.simplesigning.v1+json", ["signature"]],
  [OCI_CONFIG, "application/vnd.dsse.envelope.v1+json", ["provenance", "sbom"]],
  [OCI_CONFIG, "text/spdx+json", ["sbom"]],
  [OCI_CONFIG, "application/vnd.in-toto+json", ["provenance"]],
  [
    "application/vnd.docker.attestation.manifest.v1+json",
    "application/vnd.in-toto+json",
    ["provenance", "sbom"],
  ],
  [
    "application/vnd.dev.sigstore.bundle.v0.3+json",
    "application/vnd.dev.sigstore.bundle.v0.3+json",
    ["signature", "provenance"],
  ],
  ["application/vnd.cncf.notary.signature", "application/jose+json", ["signature"]],
  ["application/vnd.cncf.notary.signature", "application/cose", ["signature"]],
  ["application/spdx+json", "application/spdx+json", ["sbom"]],
  ["application/vnd.cyclonedx+json", "application/vnd.cyclonedx+json", ["sbom"]],
  ["application/vnd.openvex+json", "application/vnd.openvex+json", ["vex"]],
  ["application/sarif+json", "application/sarif+json", ["scan-report"]],
  ["application/vnd.in-toto+json", "application/vnd.in-toto+json", ["attestation"]],
  ["application/vnd.microsoft.artifact.lifecycle", "application/vnd.oci.empty.v1+json", ["lifecycle"]],
  ["application/vnd.microsoft.artifact.lifecycle", "", ["lifecycle"]],
  ["application/vnd.amazon.soci.index.v1+json", "application/octet-stream", ["accelerator"]],
  // The one that does not say what it is, in any registry.
  ["application/vnd.unknown.artifact.v1", "application/vnd.oci.image.layer.v1.tar", ["unknown"]],
];

describe("each form that the demo registries hold", () => {
  const expected = new Map(FORMS.map(([type, layer, kinds]) => [`${type} of ${layer}`, kinds]));
  const seen = new Map<string, string[]>();
  for (const [at, { blobs, manifests }] of repositories) {
    const held = new Set([...blobs, ...manifests.map(({ digest }) => digest)]);
    const read: Read = (digest) => (held.has(digest) ? demoFile(digest) : undefined);
    for (const { digest, mediaType } of manifests) {
      const { artifactType, layers } = parseManifest(demoFile(digest));
      const form = `${artifactType ?? mediaType} of ${[...new Set(layers.map((layer) => layer.mediaType))]}`;
      const { types, content } = kindsOf(digest, mediaType, read);
      const wrong = [...types, ...content].filter((kind) => !expected.get(form)?.includes(kind));
      seen.set(form, [...(seen.get(form) ?? []), ...wrong.map((kind) => `${at} ${digest}: ${kind}`)]);
    }
  }

  it("is in the table, and nothing else is", () =>
    expect([...seen.keys()].toSorted()).toEqual([...expected.keys()].toSorted()));

  it.each(FORMS)("%s of %s: %s", (type, layer) => expect(seen.get(`${type} of ${layer}`)).toEqual([]));
});

describe.skipIf(!FIXTURES)("real layouts", () => {
  const folders = [
    "buildkit-layouts/unsigned-index",
    "buildkit-layouts/containerd-subject-layout",
    "cosign-legacy-att-layouts/v1.8.0",
    "cosign-legacy-att-layouts/v2.1.0",
    "notation/oci-layout",
  ];

  it.each(folders)("%s: no image is unknown, and nothing is what it is not", (folder) => {
    const read = readerOf(folder);
    for (const [digest, manifest] of manifestsOf(folder)) {
      const { types, content } = kindsOf(digest, manifest.mediaType, read);
      expect(content).not.toContain("unknown");
      expect(content).toEqual(types);
    }
  });

  it.each(LAYOUTS ?? [])(
    "$layout: each attestation is of the kind that its statement says",
    ({ layout, edges }) => {
      for (const { to, predicate, statement_predicate: said } of edges) {
        const read = readerOf(layout);
        const { content } = kindsOf(to, "application/vnd.oci.image.manifest.v1+json", read);
        expect(content).toContain(describePredicate(said ?? predicate).kind);
      }
    },
  );
});

function readerOf(folder: string): Read {
  return (digest) => {
    try {
      return fixtureBytes(`${folder}/blobs/sha256/${digest.split(":")[1]}`);
    } catch {
      return undefined;
    }
  };
}

function manifestsOf(folder: string): [string, Manifest][] {
  const names = readdirSync(new URL(`../../../shared/fixtures/${folder}/blobs/sha256/`, import.meta.url));
  return names.flatMap((name): [string, Manifest][] => {
    try {
      return [[`sha256:${name}`, parseManifest(fixtureBytes(`${folder}/blobs/sha256/${name}`))]];
    } catch {
      return [];
    }
  });
}
