// The demo registries' own signatures, read from disk as a registry would serve them.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Descriptor, type Manifest, parseManifest } from "#lib/oci";
import { trustOf } from "./fixtures.test-support.ts";
import type { Trust } from "./index.ts";
import { materialOf } from "./trust/root-material.ts";

export const DEMO = fileURLToPath(new URL("../sandbox/content/", import.meta.url));
/** Where the demo's trust holds in these tests. */
export const DEMO_HOST = "bicycle.localhost:5001";
export const DEMO_REPOSITORY = `${DEMO_HOST}/refscope/app`;

export type DemoLayer = { at: string; manifest: Manifest; layer: Descriptor; bytes: Buffer; tags: string[] };

type Listed = { digest: string; tags?: string[] };
type Catalog = { stages: Record<string, { repositories: { name: string; manifests: Listed[] }[] }> };

/** Every layer of every manifest that the demo holds, once. */
export const DEMO_LAYERS: readonly DemoLayer[] = layers();

function layers(): DemoLayer[] {
  const catalog: Catalog = JSON.parse(readFileSync(`${DEMO}catalog.json`, "utf8"));
  const found = new Map<string, DemoLayer>();
  for (const [stage, { repositories }] of Object.entries(catalog.stages)) {
    for (const { name, manifests } of repositories) {
      for (const { digest, tags = [] } of manifests) {
        const manifest = parseManifest(blob(digest) ?? Buffer.alloc(0));
        for (const [place, layer] of manifest.layers.entries()) {
          const bytes = blob(layer.digest);
          if (bytes)
            found.set(`${digest} ${place}`, {
              at: `${stage} ${name} ${digest.slice(0, 15)}`,
              manifest,
              layer,
              bytes,
              tags,
            });
        }
      }
    }
  }
  return [...found.values()];
}

function blob(digest: string): Buffer | undefined {
  try {
    return readFileSync(`${DEMO}blobs/${digest.slice(digest.indexOf(":") + 1)}`);
  } catch {
    return undefined;
  }
}

export function demoTrust(more: Partial<Trust> = {}): Promise<Trust> {
  return trustOf({ demo: { directory: DEMO, hosts: [DEMO_HOST] } }).then((trust) => ({ ...trust, ...more }));
}

/** A bundle over a statement, with a log entry (proof and promise) and a timestamp. */
export const BUNDLE: DemoLayer = one(
  ({ at, layer, bytes }) =>
    at.startsWith("extended") && /sigstore\.bundle/.test(layer.mediaType) && bytes.includes("dsseEnvelope"),
);
export const SIGNER = {
  subject: "https://refscope.example/scripts/demo-content/make.mts",
  issuer: "https://refscope.example/login",
};

function one(matches: (each: DemoLayer) => boolean): DemoLayer {
  const found = DEMO_LAYERS.find(matches);
  if (!found) throw new Error("The demo content holds no such signature.");
  return found;
}

/** What `BUNDLE` is attached to. */
export const BUNDLE_ABOUT = { digest: BUNDLE.manifest.subject?.digest ?? "", repository: DEMO_REPOSITORY };

// biome-ignore lint/suspicious/noExplicitAny: a bundle is changed in any of its places.
export type Bundle = any;

/** The bundle after a change. */
export function changedBundle(change: (bundle: Bundle) => void): Buffer {
  const bundle: Bundle = JSON.parse(BUNDLE.bytes.toString());
  change(bundle);
  return Buffer.from(JSON.stringify(bundle));
}

/** The demo's trusted root after a change, as the only one. */
export async function trustAfter(change: (root: Bundle) => void): Promise<Trust> {
  const root: Bundle = JSON.parse(readFileSync(`${DEMO}trusted-root.json`, "utf8"));
  change(root);
  return { roots: [{ name: "changed", scope: [], material: materialOf(JSON.stringify(root)) }], ...NOTHING };
}

const NOTHING = { keys: [], stores: [], identities: [] };
