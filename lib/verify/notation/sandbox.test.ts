// What the demo registries hold: each notation signature there is of what it is attached to, under the demo's root.
import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Manifest, parseManifest } from "#lib/oci";
import type { About } from "../signed.ts";
import { store, trusting } from "./envelopes.test-support.ts";
import { verifyNotation } from "./index.ts";

const CONTENT = new URL("../../sandbox/content/", import.meta.url);
const ROOT = new X509Certificate(
  readFileSync(new URL("trust-store/x509/ca/refscope-demo/root.pem", CONTENT)),
);
const SIGNER = "CN=Refscope demo signer,O=Refscope demo,ST=Demo,C=XX";
const NOTATION = "application/vnd.cncf.notary.signature";
const ENVELOPES = ["application/jose+json", "application/cose"];

const blob = (digest: string) =>
  new Uint8Array(readFileSync(new URL(`blobs/${digest.split(":")[1]}`, CONTENT)));
const digestOf = (bytes: Uint8Array) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

type Repository = { name: string; manifests: { digest: string }[] };
type Catalog = { made: string; stages: Record<string, { repositories: Repository[] }> };
const { made, stages }: Catalog = JSON.parse(readFileSync(new URL("catalog.json", CONTENT), "utf8"));
/** The content's certificates begin when it is made, whenever that is. */
const NOW = new Date(Date.parse(made) + 3_600_000);
/** Of all but the verification samples, which have a root of their own. */
const DIGESTS = Object.values(stages).flatMap(({ repositories }) =>
  repositories
    .filter(({ name }) => !name.startsWith("verification/"))
    .flatMap(({ manifests }) => manifests.map(({ digest }) => digest)),
);

/** The manifests of notation signatures, each with the descriptor that its subject really has. */
const SIGNATURES = [...new Set(DIGESTS)].flatMap((digest): [string, Manifest, About][] => {
  const bytes = blob(digest);
  if (bytes[0] !== 0x7b || !new TextDecoder().decode(bytes).includes(NOTATION)) return [];
  const manifest = readManifest(bytes);
  const subject = manifest?.subject ?? manifest?.refers;
  if (!manifest || manifest.artifactType !== NOTATION || !subject) return [];
  const target = blob(subject.digest);
  const { mediaType } = parseManifest(target);
  const about = { digest: digestOf(target), mediaType, size: target.length };
  return [[digest.slice(7, 19), manifest, { repository: "localhost/refscope/app", platforms: [], ...about }]];
});

function readManifest(bytes: Uint8Array): Manifest | undefined {
  try {
    return parseManifest(bytes);
  } catch {
    return undefined;
  }
}

function verified(manifest: Manifest, about: About, trust = trusting([store("ca", { x509: ROOT })], SIGNER)) {
  const [layer] = manifest.layers;
  if (!layer) throw new Error("no layer");
  return verifyNotation({ manifest, layer, content: { bytes: blob(layer.digest) } }, about, trust, NOW);
}

describe("the demo's notation signatures", () => {
  it("are there in both envelopes", () => {
    const types = SIGNATURES.flatMap(([, { layers }]) => layers.map(({ mediaType }) => mediaType));
    expect([...new Set(types)].sort()).toEqual([...ENVELOPES].sort());
  });

  it.each(SIGNATURES)("%s is of what it is attached to, by the demo's signer", async (_, manifest, about) => {
    const { state, identity } = await verified(manifest, about);
    expect(state).toBe("verified");
    expect(identity?.subject).toBe(SIGNER);
  });

  it.each(SIGNATURES)("%s is of nothing else, and by nobody else", async (_, manifest, about) => {
    const root = store("ca", { x509: ROOT });
    const other = { ...about, digest: `sha256:${"0".repeat(64)}` };
    expect((await verified(manifest, other)).state).toBe("subject-mismatch");
    expect((await verified(manifest, about, trusting([root]))).state).toBe("valid-identity-unchecked");
    expect((await verified(manifest, about, trusting([root], `${SIGNER} `))).state).toBe("identity-mismatch");
    expect((await verified(manifest, about, trusting([]))).state).toBe("self-consistent-untrusted");
  });
});
