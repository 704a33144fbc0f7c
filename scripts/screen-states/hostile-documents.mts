// Documents of each kind that hold a hostile text in every field: one document a text, and one that holds them all.
import type { SandboxRegistry } from "#lib/sandbox";
import { PAYLOADS } from "./hostile-payloads.mts";
import { bundle, cyclonedxXml, notationCose, notationJws, spdxTagValue } from "./hostile-signed.mts";

export const HOSTILE_IMAGE = "hostile/documents";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const CONFIG = "application/vnd.oci.image.config.v1+json";
const EMPTY = "application/vnd.oci.empty.v1+json";

type Described = { mediaType: string; digest: string; size: number; annotations?: Record<string, string> };
type Kind = {
  type: string;
  /** The artifact's, where it is another one than that of its documents. */
  artifactType?: string;
  /** Bytes and texts as they are, or what becomes JSON: the document in which every field is one of `texts`; where a field may come several times, each of them. */
  documentOf: (texts: readonly string[]) => unknown;
};

/** `__proto__` is a key like any other only where it is not written as one. */
const named = (texts: readonly string[], value: (text: string) => unknown) =>
  Object.fromEntries(texts.map((text) => [text, value(text)]));
const SHA = (text: string) => ({ sha256: text, [text]: "ab".repeat(32) });

function statement(predicateType: string, predicate: unknown, texts: readonly string[]): unknown {
  const subject = texts.map((text) => ({
    name: text,
    digest: SHA(text),
    mediaType: text,
    uri: text,
    downloadLocation: text,
  }));
  return { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate };
}

const KINDS = {
  spdx: {
    type: "application/spdx+json",
    documentOf: (texts) => ({
      spdxVersion: "SPDX-2.3",
      SPDXID: "SPDXRef-DOCUMENT",
      name: texts[0],
      documentNamespace: texts[0],
      dataLicense: texts[0],
      creationInfo: { created: texts[0], creators: texts, comment: texts[0] },
      documentDescribes: texts,
      packages: texts.map((text) => ({
        ...{ SPDXID: text, name: text, versionInfo: text, supplier: text, originator: text },
        ...{ downloadLocation: text, homepage: text, licenseConcluded: text, licenseDeclared: text },
        ...{ primaryPackagePurpose: text, packageFileName: text, sourceInfo: text, comment: text },
        externalRefs: ["purl", "cpe23Type", text].map((referenceType) => ({
          ...{ referenceCategory: text, referenceType, referenceLocator: text },
        })),
      })),
      relationships: texts.map((text) => ({
        ...{ spdxElementId: "SPDXRef-DOCUMENT", relatedSpdxElement: text, relationshipType: text },
      })),
    }),
  },
  cyclonedx: {
    type: "application/vnd.cyclonedx+json",
    documentOf: (texts) => ({
      ...{ bomFormat: "CycloneDX", specVersion: "1.6", serialNumber: texts[0], version: 1 },
      metadata: {
        timestamp: texts[0],
        component: { "bom-ref": texts[0], name: texts[0], version: texts[0], purl: texts[0], type: texts[0] },
        tools: { components: texts.map((text) => ({ name: text, version: text })) },
        authors: texts.map((text) => ({ name: text, email: text })),
        supplier: { name: texts[0], url: texts },
      },
      components: texts.map((text) => ({
        ...{ "bom-ref": text, type: text, name: text, version: text, group: text, purl: text, cpe: text },
        ...{ publisher: text, author: text, licenses: [{ license: { name: text, url: text } }] },
        externalReferences: [{ type: text, url: text }],
        evidence: { occurrences: [{ location: text }] },
      })),
      dependencies: texts.map((text) => ({ ref: text, dependsOn: texts.slice(0, 4) })),
      services: texts.map((text) => ({ name: text, endpoints: [text] })),
    }),
  },
  provenance: {
    type: "application/vnd.in-toto+json",
    documentOf: (texts) =>
      statement(
        "https://slsa.dev/provenance/v1",
        {
          buildDefinition: {
            buildType: texts[0],
            externalParameters: { ...named(texts, (text) => text), source: { uri: texts[0], ref: texts[0] } },
            internalParameters: named(texts, (text) => [text]),
            resolvedDependencies: texts.map((text) => ({
              uri: text,
              name: text,
              digest: SHA(text),
              downloadLocation: text,
            })),
          },
          runDetails: {
            builder: { id: texts[0], version: named(texts, (text) => text), builderDependencies: [] },
            metadata: { invocationId: texts[0], startedOn: texts[0], finishedOn: texts[0] },
            byproducts: texts.map((text) => ({ uri: text, name: text })),
          },
        },
        texts,
      ),
  },
  "provenance-v0.2": {
    type: "application/vnd.in-toto+json",
    documentOf: (texts) =>
      statement(
        "https://slsa.dev/provenance/v0.2",
        {
          ...{ builder: { id: texts[0] }, buildType: texts[0] },
          invocation: {
            configSource: { uri: texts[0], digest: SHA(texts[0] ?? ""), entryPoint: texts[0] },
            parameters: named(texts, (text) => text),
            environment: named(texts, (text) => text),
          },
          metadata: { buildInvocationID: texts[0], buildStartedOn: texts[0], buildFinishedOn: texts[0] },
          materials: texts.map((text) => ({ uri: text, digest: SHA(text) })),
        },
        texts,
      ),
  },
  vex: {
    type: "application/vnd.openvex+json",
    documentOf: (texts) => ({
      ...{ "@context": "https://openvex.dev/ns/v0.2.0", "@id": texts[0], author: texts[0], role: texts[0] },
      ...{ timestamp: texts[0], version: 1, tooling: texts[0] },
      statements: texts.map((text) => ({
        vulnerability: { "@id": text, name: text, description: text, aliases: [text] },
        products: [
          {
            "@id": text,
            identifiers: { purl: text, cpe23: text },
            hashes: { "sha-256": text },
            subcomponents: [{ "@id": text }],
          },
        ],
        ...{
          status: text,
          justification: text,
          impact_statement: text,
          action_statement: text,
          timestamp: text,
        },
      })),
    }),
  },
  sarif: {
    type: "application/sarif+json",
    documentOf: (texts) => ({
      ...{ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0" },
      runs: [
        {
          tool: {
            driver: {
              ...{ name: texts[0], version: texts[0], informationUri: texts[0] },
              rules: texts.map((text) => ({
                ...{
                  id: text,
                  name: text,
                  helpUri: text,
                  properties: { "security-severity": text, tags: [text] },
                },
                ...{ shortDescription: { text }, fullDescription: { text }, help: { text, markdown: text } },
              })),
            },
          },
          results: texts.map((text) => ({
            ...{ ruleId: text, level: text, message: { text, markdown: text } },
            locations: [{ physicalLocation: { artifactLocation: { uri: text } }, message: { text } }],
          })),
        },
      ],
    }),
  },
  trivy: {
    type: "application/vnd.aquasec.trivy.report+json",
    documentOf: (texts) => ({
      ...{ SchemaVersion: 2, ArtifactName: texts[0], ArtifactType: texts[0], CreatedAt: texts[0] },
      Metadata: { OS: { Family: texts[0], Name: texts[0] }, ImageID: texts[0], RepoTags: texts },
      Results: [
        {
          ...{ Target: texts[0], Class: texts[0], Type: texts[0] },
          Vulnerabilities: texts.map((text) => ({
            ...{
              VulnerabilityID: text,
              PkgName: text,
              InstalledVersion: text,
              FixedVersion: text,
              Severity: text,
            },
            ...{
              Title: text,
              Description: text,
              PrimaryURL: text,
              References: [text],
              DataSource: { URL: text },
            },
          })),
          Misconfigurations: texts.map((text) => ({
            ID: text,
            Title: text,
            Severity: text,
            PrimaryURL: text,
            Message: text,
          })),
          Secrets: texts.map((text) => ({ RuleID: text, Title: text, Severity: text, Match: text })),
        },
      ],
    }),
  },
  simplesigning: {
    type: "application/vnd.dev.cosign.simplesigning.v1+json",
    documentOf: (texts) => ({
      critical: {
        identity: { "docker-reference": texts[0] },
        image: { "docker-manifest-digest": texts[0] },
        type: "cosign container image signature",
      },
      optional: named(texts, (text) => text),
    }),
  },
  statement: {
    type: "application/vnd.in-toto+json",
    documentOf: (texts) =>
      statement(texts[0] ?? "", { ...named(texts, (text) => ({ [text]: [text] })), list: texts }, texts),
  },
  unknown: { type: "application/json", documentOf: (texts) => named(texts, (text) => ({ [text]: text })) },
  "notation-jws": {
    type: "application/jose+json",
    artifactType: "application/vnd.cncf.notary.signature",
    documentOf: notationJws,
  },
  "notation-cose": {
    type: "application/cose",
    artifactType: "application/vnd.cncf.notary.signature",
    documentOf: notationCose,
  },
  bundle: { type: "application/vnd.dev.sigstore.bundle.v0.3+json", documentOf: bundle },
  "cyclonedx-xml": { type: "application/vnd.cyclonedx+xml", documentOf: cyclonedxXml },
  "spdx-tag-value": { type: "text/spdx", documentOf: spdxTagValue },
} satisfies Record<string, Kind>;

export type HostileKind = keyof typeof KINDS;

/** Fills `hostile/documents:1`; under each kind's title annotation there are two artifacts: one layer a text, and one for all. */
export function putHostileDocuments(registry: SandboxRegistry): void {
  const config = JSON.stringify({
    os: "linux",
    architecture: "amd64",
    rootfs: { type: "layers", diff_ids: [] },
  });
  const bytes = JSON.stringify({
    ...{ schemaVersion: 2, mediaType: MANIFEST, layers: [] },
    config: blobOf(registry, CONFIG, config),
  });
  const digest = registry.put(HOSTILE_IMAGE, { mediaType: MANIFEST, bytes, tag: "1" });
  const subject = { mediaType: MANIFEST, digest, size: bytes.length };
  for (const [kind, { type, artifactType = type, documentOf }] of Object.entries<Kind>(KINDS)) {
    const types = { type, artifactType };
    const each = PAYLOADS.map((text) => written(documentOf([text])));
    attach(registry, subject, { kind: `${kind}, each`, ...types, contents: each, names: PAYLOADS });
    attach(registry, subject, {
      kind: `${kind}, all`,
      ...types,
      contents: [written(documentOf(PAYLOADS))],
      names: ["all"],
    });
  }
}

function written(document: unknown): string | Uint8Array {
  return typeof document === "string" || document instanceof Uint8Array ? document : JSON.stringify(document);
}

/** `names`: the file name of each content. */
function attach(
  registry: SandboxRegistry,
  subject: Described,
  {
    kind,
    type,
    artifactType,
    contents,
    names,
  }: {
    kind: string;
    type: string;
    artifactType: string;
    contents: (string | Uint8Array)[];
    names: readonly string[];
  },
): void {
  const layers = contents.map((content, at) => ({
    ...blobOf(registry, type, content),
    // Longer names than that a registry would not take in a manifest of sixty.
    annotations: {
      "org.opencontainers.image.title": (names[at] ?? "").slice(0, 2000),
      [(names[at] ?? "").slice(0, 500)]: "name",
    },
  }));
  const bytes = JSON.stringify({
    ...{
      schemaVersion: 2,
      mediaType: MANIFEST,
      artifactType,
      config: blobOf(registry, EMPTY, "{}"),
      layers,
      subject,
    },
    annotations: { "org.opencontainers.image.title": kind, ...named(PAYLOADS.slice(0, 58), (text) => text) },
  });
  registry.put(HOSTILE_IMAGE, { mediaType: MANIFEST, bytes });
}

function blobOf(registry: SandboxRegistry, mediaType: string, content: string | Uint8Array): Described {
  return { mediaType, digest: registry.putBlob(HOSTILE_IMAGE, content), size: Buffer.byteLength(content) };
}
