// Real signatures that lie beside the repository, and how a test asks about one.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Verification } from "#lib/evidence";
import type { Descriptor, Manifest } from "#lib/oci";
import { type About, LayerBytes, type Trust, type TrustSources, verifySigned, watchTrust } from "./index.ts";

const FOLDER = new URL("../../../shared/fixtures/", import.meta.url);

export const HAS_FIXTURES = existsSync(FOLDER);
/** Said once, where nothing can be tested. */
export const NO_FIXTURES =
  "The shared fixtures are not beside this repository: no real signature is verified.";

export const REPOSITORY = "registry.example/org/app";
export const NOW = new Date("2026-11-24T12:00:00Z");

export function fixturePath(file: string): string {
  return fileURLToPath(new URL(file, FOLDER));
}

export function fixture(file: string): Buffer {
  return readFileSync(new URL(file, FOLDER));
}

export function hasFixture(file: string): boolean {
  return existsSync(new URL(file, FOLDER));
}

export function fixturesIn(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, FOLDER)).sort();
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Of the public-good instance alone, unless told otherwise. */
export async function trustOf(sources: TrustSources = {}): Promise<Trust> {
  return (await (await watchTrust(sources)).current()).trust;
}

const BARE: Manifest = {
  form: "oci-image",
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  layers: [],
  manifests: [],
  annotations: {},
  json: {},
  warnings: [],
};

export type Asked = {
  bytes: Uint8Array;
  document?: number;
  about: Partial<About> & { digest: string };
  trust: Trust;
  layer?: Partial<Descriptor>;
  manifest?: Partial<Manifest>;
};

/** As `verifySigned`, with what a test need not say. */
export function verified({ bytes, document, about, trust, layer, manifest }: Asked): Promise<Verification> {
  return verifySigned(
    {
      manifest: { ...BARE, ...manifest },
      layer: { mediaType: "application/octet-stream", digest: sha256(bytes), size: bytes.length, ...layer },
      content:
        document === undefined ? { bytes } : { held: new LayerBytes(bytes, layer?.annotations), document },
    },
    { repository: REPOSITORY, platforms: [], ...about },
    trust,
    NOW,
  );
}

/** "passed", "failed", ... of one check. */
export function resultOf({ checks }: Verification, name: string): string | undefined {
  return checks.find((check) => check.name === name)?.result;
}

/** The digest that the first subject of an envelope's statement has, as "sha512:…". */
export function firstSubject(bytes: Uint8Array): string {
  const [line = ""] = Buffer.from(bytes).toString().trim().split("\n");
  const json = JSON.parse(isWhole(bytes) ? Buffer.from(bytes).toString() : line);
  const { payload } = json.dsseEnvelope ?? json;
  const [subject] = JSON.parse(Buffer.from(payload, "base64").toString()).subject;
  const [[algorithm, encoded]] = Object.entries(subject.digest) as [[string, string]];
  return `${algorithm}:${encoded}`;
}

function isWhole(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString());
    return true;
  } catch {
    return false;
  }
}
