// What the plain tags name: each manifest once, with the little of it that the audit needs.
import { observeManifest, Reader } from "#lib/discovery";
import type { Descriptor, Manifest } from "#lib/oci";
import { createdTime } from "./created.ts";
import { inParallel } from "./in-parallel.ts";
import { isImageConfig } from "./made-at.ts";
import { lastOf, type Run } from "./run.ts";
import { whyUnread } from "./unread.ts";

/** Where the time may be found when no annotation tells it. */
export type TimeSource = { config: Descriptor } | { child: string };

export type Image = {
  digest: string;
  mediaType: string;
  tags: string[];
  /** An index's images; not its attestations, and not `childrenLeft`, for which the audit's bound left no room. */
  children: string[];
  childrenLeft: number;
  /** BuildKit's attestations in the index. */
  attestations: number;
  /** It is a referrer itself. */
  refersTo?: string;
  created?: string;
  timeSource?: TimeSource;
};

/** A tag whose manifest is not known. */
export type UnreadTag = {
  tag: string;
  state: "missing" | "denied" | "rate-limited" | "failed";
  reason: string;
};

/** `children` counts those of all indexes. */
export type Images = { byDigest: Map<string, Image>; unread: UnreadTag[]; children: number };

const WIDTH = 32;
const ATTESTATION = "attestation-manifest";

/** Reads every plain tag. `onRead` is called after each. */
export async function readImages(run: Run, onRead: () => void): Promise<Images> {
  const images: Images = { byDigest: new Map(), unread: [], children: 0 };
  await inParallel(run.tags.plain, { width: WIDTH, signal: run.signal }, async (tag) => {
    await readTag(run, tag, images);
    onRead();
  });
  // Tags of one manifest came in any order.
  for (const image of images.byDigest.values()) image.tags.sort();
  return images;
}

async function readTag(run: Run, tag: string, images: Images): Promise<void> {
  const { byDigest, unread } = images;
  const reading = await new Reader(run.registry).read(run.repository, tag);
  if (run.signal.aborted) return;
  const exchanges = lastOf(reading.exchanges);
  if (reading.state === "present") {
    const { digest, mediaType, manifest } = reading;
    const known = byDigest.get(digest);
    if (known) {
      known.tags.push(tag);
      return;
    }
    run.presence.saw(digest, exchanges);
    run.observations.add(observeManifest(digest, manifest, reading.exchanges));
    const facts = factsOf(manifest, run.limits.subjects - images.children);
    images.children += facts.children.length;
    byDigest.set(digest, { digest, mediaType: mediaType.slice(0, 128), tags: [tag], ...facts });
    return;
  }
  const { state, reason, repositoryUnknown } = reading;
  unread.push({ tag, state: repositoryUnknown ? "failed" : state, reason: reason.slice(0, 300) });
  const because = whyUnread(reading);
  if (because === "gone") {
    run.ledger.add({
      kind: "dangling-tag",
      tag,
      reason: "the tag is listed, and nothing is there",
      exchanges,
    });
  } else {
    run.ledger.add({ kind: "unchecked", tag, because, reason, exchanges });
  }
}

function factsOf(manifest: Manifest, room: number): Omit<Image, "digest" | "mediaType" | "tags"> {
  const isAttestation = (child: Descriptor) =>
    child.annotations?.["vnd.docker.reference.type"] === ATTESTATION;
  const children = manifest.manifests.filter((child) => !isAttestation(child));
  const created = createdTime(manifest.annotations["org.opencontainers.image.created"]);
  const digests = [...new Set(children.map(({ digest }) => digest))];
  const kept = digests.slice(0, Math.max(0, room));
  return {
    children: kept,
    childrenLeft: digests.length - kept.length,
    attestations: manifest.manifests.length - children.length,
    ...(refersTo(manifest) ?? {}),
    ...(created ? { created } : timeSourceOf(manifest, children[0])),
  };
}

function timeSourceOf({ config }: Manifest, child: Descriptor | undefined): { timeSource?: TimeSource } {
  if (isImageConfig(config)) return { timeSource: { config: slim(config) } };
  return child ? { timeSource: { child: child.digest } } : {};
}

function refersTo({ subject, refers }: Manifest): { refersTo: string } | undefined {
  const about = subject ?? refers;
  return about && { refersTo: about.digest };
}

/** Without its annotations, which may be large, and thousands are kept. */
function slim({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}
