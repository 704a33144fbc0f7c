// Artifacts that are hard to open: parts that are missing, denied or too large, documents that are broken, empty, old or
// long, and ones about something else.
import type { OnRequest, SandboxRegistry } from "#lib/sandbox";

export const OPENED_IMAGE = "opened/app";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const CONFIG = "application/vnd.oci.image.config.v1+json";
const EMPTY = "application/vnd.oci.empty.v1+json";
const SPDX = "application/spdx+json";
const CYCLONEDX = "application/vnd.cyclonedx+json";
const VEX = "application/vnd.openvex+json";
const TRIVY = "application/vnd.aquasec.trivy.report+json";
const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const DAY_MS = 86_400_000;

type Described = { mediaType: string; digest: string; size: number };
type Layer = { type: string; content: string; size?: number; isGone?: true };

/** Blobs that are answered with something else, by what their content says. */
const REFUSED = {
  denied: { status: 403, body: '{"errors":[{"code":"DENIED","message":"members only"}]}' },
  limited: { status: 429, headers: { "Retry-After": "2" }, body: '{"errors":[{"code":"TOOMANYREQUESTS"}]}' },
  failing: { status: 500, body: '{"errors":[{"code":"UNKNOWN","message":"disk on fire"}]}' },
};
const bundle = (mark: string): Layer => ({
  type: BUNDLE,
  content: JSON.stringify({ mediaType: BUNDLE, mark }),
});

function artifactsOf(now: number): Record<string, Layer[]> {
  return {
    "a signature whose bytes are gone": [{ ...bundle("gone"), isGone: true }],
    "two signatures, one of them gone": [{ ...bundle("gone too"), isGone: true }, bundle("here")],
    "a signature that is denied": [bundle("denied")],
    "a signature behind an error": [bundle("failing")],
    "an SBOM that is too large": [{ type: SPDX, content: "{}", size: 40 * 1024 * 1024 }],
    "an SBOM that breaks off": [{ type: CYCLONEDX, content: packages(40).slice(0, 2500) }],
    "an SBOM that is empty": [{ type: CYCLONEDX, content: packages(0) }],
    "an SBOM of two thousand packages": [{ type: CYCLONEDX, content: packages(2000) }],
    "a scan report of long ago": [{ type: TRIVY, content: scan(now - 43 * DAY_MS - 1000) }],
    "a VEX about something else": [{ type: VEX, content: vex() }],
  };
}

/** Fills `opened/app:1`; each artifact says in its title annotation what it is. */
export function putOpenedDocuments(registry: SandboxRegistry): void {
  put(registry, artifactsOf(Date.now()));
}

/** The same with one artifact: after its answer the whole registry is left alone for a while. */
export function putLimitedDocument(registry: SandboxRegistry): void {
  put(registry, { "a signature behind a rate limit": [bundle("limited")] });
}

function put(registry: SandboxRegistry, artifacts: Record<string, Layer[]>): void {
  const config = JSON.stringify({
    os: "linux",
    architecture: "amd64",
    rootfs: { type: "layers", diff_ids: [] },
  });
  const image = manifestOf(
    registry,
    { config: blobOf(registry, { type: CONFIG, content: config }), layers: [] },
    "1",
  );
  for (const [title, layers] of Object.entries(artifacts)) {
    manifestOf(registry, {
      artifactType: layers[0]?.type,
      config: blobOf(registry, { type: EMPTY, content: "{}" }),
      layers: layers.map((layer) => blobOf(registry, layer)),
      subject: image,
      annotations: { "org.opencontainers.image.title": title },
    });
  }
}

/** Refuses the blobs that are to be refused. */
export function answerForOpened(registry: SandboxRegistry): OnRequest {
  const refused = new Map(
    Object.entries(REFUSED).map(([mark, answer]) => [blobOf(registry, bundle(mark)).digest, answer]),
  );
  return ({ url = "" }) => refused.get(/\/blobs\/([^/?]+)$/.exec(url)?.[1] ?? "");
}

/** A CycloneDX document of packages of four ecosystems, each needing the next but one. */
export function packages(count: number): string {
  const types = ["npm", "deb", "golang", "pypi"];
  const licences = ["MIT", "Apache-2.0", "BSD-3-Clause", "GPL-2.0-only", "MPL-2.0"];
  const components = Array.from({ length: count }, (_, n) => {
    const type = types[n % 7 < 4 ? 0 : (n % 3) + 1] ?? "npm";
    const [name, version] = [`package-${(n * 7919) % 99_991}`, `${n % 9}.${n % 31}.${n % 17}`];
    const purl = `pkg:${type}/${name}@${version}`;
    const licence = licences[n % licences.length];
    const licenses = n % 11 === 0 ? [] : [{ license: { id: licence } }];
    return { "bom-ref": purl, type: "library", name, version, purl, licenses };
  });
  const refs = components.map((component) => component["bom-ref"]);
  const dependencies = refs.map((ref, n) => ({ ref, dependsOn: refs.slice(2 * n + 1, 2 * n + 3) }));
  const component = { name: "app", version: "1.0", type: "application" };
  const tools = { components: [{ type: "application", name: "package-lister", version: "2.1.0" }] };
  return JSON.stringify({
    ...{ bomFormat: "CycloneDX", specVersion: "1.6", version: 1 },
    ...{ metadata: { timestamp: "2026-11-20T08:00:00Z", component, tools }, components, dependencies },
  });
}

function scan(at: number): string {
  const severities = ["LOW", "HIGH", "MEDIUM", "CRITICAL", "UNKNOWN"];
  const Vulnerabilities = Array.from({ length: 60 }, (_, n) => ({
    ...{
      VulnerabilityID: `CVE-2026-${1000 + n}`,
      PkgName: `libexample${n % 13}`,
      InstalledVersion: `1.${n}`,
    },
    ...{ FixedVersion: n % 3 === 0 ? undefined : `1.${n + 1}`, Severity: severities[((n * 7) % 11) % 5] },
    ...{
      Title: `An example of a flaw, number ${n}`,
      PrimaryURL: `https://flaws.example/CVE-2026-${1000 + n}`,
    },
  }));
  return JSON.stringify({
    ...{ SchemaVersion: 2, CreatedAt: new Date(at).toISOString(), ArtifactName: "opened/app:1" },
    ...{ ArtifactType: "container_image", Metadata: { OS: { Family: "debian", Name: "13.1" } } },
    Results: [{ Target: "opened/app:1 (debian 13.1)", Class: "os-pkgs", Type: "debian", Vulnerabilities }],
  });
}

function vex(): string {
  return JSON.stringify({
    ...{
      "@context": "https://openvex.dev/ns/v0.2.0",
      "@id": "https://vex.example/1",
      author: "Somebody",
      version: 1,
    },
    timestamp: "2026-11-20T08:00:00Z",
    statements: ["affected", "fixed", "under_investigation"].map((status, n) => ({
      ...{
        vulnerability: { name: `CVE-2026-${n + 1}` },
        products: [{ "@id": "pkg:oci/another-app" }],
        status,
      },
      ...(status === "affected" && { action_statement: "Upgrade to 2.0." }),
    })),
  });
}

function manifestOf(registry: SandboxRegistry, fields: object, tag?: string): Described {
  const bytes = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, ...fields });
  const digest = registry.put(OPENED_IMAGE, { mediaType: MANIFEST, bytes, tag });
  return { mediaType: MANIFEST, digest, size: bytes.length };
}

function blobOf(registry: SandboxRegistry, { type, content, size, isGone }: Layer): Described {
  // A digest that is right and names nothing there: the same bytes in another repository.
  const digest = registry.putBlob(isGone ? "opened/elsewhere" : OPENED_IMAGE, content);
  return { mediaType: type, digest, size: size ?? Buffer.byteLength(content) };
}
