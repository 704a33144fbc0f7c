// The work itself: pure but for hashing, and run where it may take long or go wrong.
import { hash } from "node:crypto";
import { platformName } from "#lib/graph";
import { contentsOf, inspectArtifact } from "#lib/inspect";
import { type Descriptor, type Manifest, mediaTypeEssence, parseDigest, parseManifest } from "#lib/oci";
import { LayerBytes, type PlainTrust, type Trust, trustFrom } from "#lib/verify";
import type { Job, JobAnswer, Outline, OutlineJob, Reading, ReadJob, Wanted } from "./job.ts";
import { pack } from "./packed-rows.ts";
import { manifestVerdict, verdictOf } from "./verdicts.ts";

/** An index may list fifty thousand; nobody reads so many names. */
const MAX_PLATFORMS = 1000;

const sha256 = (bytes: Uint8Array) => hash("sha256", bytes, "hex");

export async function runJob(job: Job): Promise<JobAnswer> {
  return job.task === "outline" ? outline(job) : read(job);
}

function outline({ manifest: bytes, descriptor }: OutlineJob): Outline {
  const manifest = manifestIn(bytes);
  if (!manifest)
    return { task: "outline", isIndex: false, platforms: [], documents: [], wanted: [], notes: [] };
  const { documents, blobs } = contentsOf({ manifest: bytes, descriptor }, { sha256, now: Date.now() });
  const notes: string[] = [];
  const listed = [...(manifest.config ? [manifest.config] : []), ...manifest.layers];
  const byDigest = new Map(listed.map((each) => [each.digest, each]));
  return {
    task: "outline",
    mediaType: manifest.mediaType,
    isIndex: manifest.form === "oci-index" || manifest.form === "docker-list",
    platforms: platformsOf(manifest),
    subject: (manifest.subject ?? manifest.refers)?.digest,
    documents: documents.map(({ digest }) => digest),
    wanted: blobs.flatMap((digest) => {
      const each = byDigest.get(digest);
      return each ? [wantedOf(each, notes)] : [];
    }),
    notes,
  };
}

/** Undefined for bytes that are none: the report says why. */
function manifestIn(bytes: Uint8Array): Manifest | undefined {
  try {
    return parseManifest(bytes);
  } catch {
    return undefined;
  }
}

function platformsOf({ manifests }: Manifest): Outline["platforms"] {
  return manifests.slice(0, MAX_PLATFORMS).flatMap(({ digest, platform }) => {
    const name = platformName(platform);
    return name === undefined ? [] : [{ digest, name }];
  });
}

/**
 * https://github.com/opencontainers/image-spec/blob/main/descriptor.md#embedded-content: the bytes must match digest and
 * size before they are used.
 */
function wantedOf({ digest, size, data }: Descriptor, notes: string[]): Wanted {
  if (data === undefined) return { digest, size };
  const bytes = new Uint8Array(Buffer.from(data, "base64"));
  if (bytes.length === size && hasDigest(bytes, digest)) return { digest, size, data: bytes };
  notes.push(
    `The manifest holds a copy of ${digest} that is not right; what the registry has was asked for instead.`,
  );
  return { digest, size };
}

function hasDigest(bytes: Uint8Array, digest: string): boolean {
  try {
    const { algorithm, encoded, verifiable } = parseDigest(digest, "malformed-answer");
    return verifiable && hash(algorithm, bytes, "hex") === encoded;
  } catch {
    return false;
  }
}

async function read({ now, about, trust, ...artifact }: ReadJob): Promise<Reading> {
  const reports = inspectArtifact(artifact, { sha256: hashedOnce(), now });
  const manifest = manifestIn(artifact.manifest);
  const documents: Reading["documents"] = [];
  const known = new Map<Descriptor, LayerBytes>();
  for (const [at, report] of reports.entries()) {
    const isLayer = report.layer !== undefined;
    const layer = isLayer ? manifest?.layers[artifact.only ?? at] : signatureWithin(report, manifest);
    const held = artifact.blobs.find(({ digest }) => digest === layer?.digest) ?? NOT_FETCHED;
    // Of one layer alone each report is one of its documents.
    const isOneOfSeveral = isLayer && artifact.only !== undefined && "bytes" in held;
    const content =
      layer && isOneOfSeveral ? { held: layerBytes(known, layer, held.bytes), document: at } : held;
    const attachedTo = isLayer ? about : { ...about, digest: artifact.descriptor.digest };
    const verification =
      manifest && layer
        ? await verdictOf({ manifest, layer, content }, attachedTo, made(trust), new Date(now))
        : manifestVerdict(report.kind, isLayer ? undefined : manifest);
    documents.push({ packed: pack(report), verification });
  }
  return { task: "read", documents };
}

/** Every document of a layer is a part of the same: told apart once, and hashed once. */
function layerBytes(known: Map<Descriptor, LayerBytes>, layer: Descriptor, bytes: Uint8Array): LayerBytes {
  const held = known.get(layer) ?? new LayerBytes(bytes, layer.annotations);
  known.set(layer, held);
  return held;
}

/** Each document's report holds the whole layer against its digest, and so asks for the same hash again. */
function hashedOnce(): (bytes: Uint8Array) => string {
  const known = new WeakMap<Uint8Array, string>();
  return (bytes) => {
    const hash = known.get(bytes) ?? sha256(bytes);
    known.set(bytes, hash);
    return hash;
  };
}

/** A chart carries what signs it: its provenance file, which is about itself. */
function signatureWithin(
  { inspector }: Reading["documents"][number]["packed"]["report"],
  manifest: Manifest | undefined,
): Descriptor | undefined {
  if (inspector !== "helm-chart") return undefined;
  return manifest?.layers.find(({ mediaType }) => mediaTypeEssence(mediaType).endsWith(".prov"));
}

/** What was made of the last trust that came along: the next job's is most often the same. */
let last: { id: string; trust: Trust } | undefined;

function made(plain: PlainTrust): Trust {
  if (last?.id !== plain.id) last = { id: plain.id, trust: trustFrom(plain) };
  return last.trust;
}

const NOT_FETCHED = { unread: "it was not fetched", why: "failed" } as const;
