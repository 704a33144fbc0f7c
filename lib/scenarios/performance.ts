// Plays one row: the leaf pushes the image, the producer attaches X, the consumer looks, and what the registry shows
// before and after is noted. Nothing is judged here.
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Artifact,
  type BranchPush,
  branch,
  type Heard,
  hear,
  leaf,
  type Made,
  makeImage,
  type Pull,
  type Push,
  pullAs,
  type TreePush,
  tree,
} from "#lib/clients";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import type { ManifestAnswer } from "#lib/registry";
import type { Consumer, Producer, Reading } from "#lib/upgrade";
import type { Recorder } from "./recorder.ts";
import type { Place } from "./target.ts";

/** What is looked at besides the parts themselves, for the row's sake. */
export type Watch = {
  /** The tag list before and after the producer. */
  tags?: boolean;
  /** Whether there is a referrers tag after all. */
  referrersTag?: boolean;
  /** Whether X itself is there. */
  artifact?: boolean;
  /** The consumer asks for X's type alone. */
  filter?: boolean;
};

export type Part = { producer: Producer; consumer: Consumer; reading: Reading; watch: Watch };

/** All that was seen. What is absent was not come to: the part before it came to nothing. */
export type Performance = {
  reading: Reading;
  image: Made;
  leaf: Push;
  branch?: BranchPush;
  tree?: TreePush;
  pull?: Pull;
  tagsBefore?: Heard<string[]>;
  tagsAfter?: Heard<string[]>;
  referrersTag?: Heard<ManifestAnswer>;
  artifact?: Heard<ManifestAnswer>;
};

export const ARTIFACT_TYPE = "application/vnd.example.sbom.v1+json";

/** The image and X of one row; the run's name makes their digests its own. Their blobs are always the same: fewer to clear. */
export function contentOf(id: string, run: string): { image: Made; artifact: Artifact } {
  const annotations = { "refscope.run": run, "refscope.scenario": id };
  return {
    image: makeImage(annotations),
    artifact: {
      artifactType: ARTIFACT_TYPE,
      annotations: { "org.example.sbom.packages": "1", ...annotations },
      content: JSON.stringify({ name: "demo", packages: ["busybox"] }),
    },
  };
}

/** Ends early where a push came to nothing that is known: what came after it would prove nothing. */
export async function perform(
  id: string,
  place: Place,
  part: Part,
  recorder: Recorder,
): Promise<Performance> {
  const { reading, watch, producer } = part;
  const { image, artifact } = contentOf(id, place.run);
  const tell = recorder.tell("producer");
  const seen: Performance = { reading, image, leaf: await leaf(place.to, image, { tag: place.tag, tell }) };
  if (seen.leaf.state !== "stored") return seen;
  if (watch.tags) seen.tagsBefore = await listTags(place, recorder, "lists its tags before");
  if (producer === "branch") seen.branch = await branch(reading, place.to, image, artifact, { tell });
  if (producer === "tree") seen.tree = await tree(reading, place.to, image, artifact, { tell });
  if (unknownPush(seen)) return seen;
  await lookPatiently(place, part, seen, recorder);
  await watchAfter(place, watch, seen, recorder);
  return seen;
}

/** Milliseconds between looks: a registry may list what it took a while after it took it, and no specification forbids that. */
const PAUSES = [300, 1000, 2000];

async function lookPatiently(place: Place, part: Part, seen: Performance, recorder: Recorder): Promise<void> {
  const { to } = place;
  const look = () =>
    pullAs(part.consumer, seen.reading, {
      registry: to.reading,
      repository: to.repository,
      digest: seen.image.digest,
      artifactType: part.watch.filter ? ARTIFACT_TYPE : undefined,
      tell: recorder.tell("consumer"),
    });
  seen.pull = await look();
  for (const pause of PAUSES) {
    if (!mayComeLate(seen)) return;
    await sleep(pause);
    recorder.add("consumer", {
      what: "looks again",
      outcome: `X may be listed late: ${pause} ms`,
      exchanges: [],
    });
    seen.pull = await look();
  }
}

/** X was taken, the API answers with a list, and X is not in it. */
function mayComeLate({ branch: branched, tree: treed, pull }: Performance): boolean {
  const isStored = (branched ?? treed)?.state === "stored";
  const isListing = pull?.lookup?.asked.some(({ way, said }) => way === "referrers-api" && said === "list");
  return isStored && isListing === true && pull?.lookup?.found.length === 0;
}

/** Why a producer's push proves nothing, where it does not. */
export function unknownPush({
  leaf: pushed,
  branch: branched,
  tree: treed,
}: Performance): string | undefined {
  if (pushed.state !== "stored") return `the image could not be pushed: ${pushed.said}`;
  const x = branched ?? treed;
  if (x && x.state !== "stored" && x.state !== "rejected") return `X could not be pushed: ${x.said}`;
  const tag = branched?.tag;
  if (tag && !["kept", "lost", "refused"].includes(tag.state))
    return `the tag ${tag.tag} could not be kept: ${tag.said}`;
  return undefined;
}

async function watchAfter(place: Place, watch: Watch, seen: Performance, recorder: Recorder): Promise<void> {
  if (watch.tags) seen.tagsAfter = await listTags(place, recorder, "lists its tags after");
  const x = (seen.branch ?? seen.tree)?.made.digest;
  if (watch.referrersTag && seen.reading === "proposal-e")
    seen.tagsAfter = await listTags(place, recorder, "lists its tags after");
  else if (watch.referrersTag)
    seen.referrersTag = await look(place, recorder, referrersTag(seen.image.digest), "the referrers tag");
  if (watch.artifact && x) seen.artifact = await look(place, recorder, x, "X");
}

async function listTags({ to }: Place, recorder: Recorder, what: string): Promise<Heard<string[]>> {
  const heard = await hear(() => to.reading.tags(to.repository, { purpose: "what the registry shows" }));
  const outcome = heard.found ? `${heard.status}, ${heard.value.items.length} of them` : heard.said;
  recorder.add("registry", { what, outcome, exchanges: heard.exchanges });
  if (!heard.found) return heard;
  const { items, truncated } = heard.value;
  if (truncated === undefined) return { ...heard, value: items };
  const { exchanges } = heard;
  return { found: false, state: "failed", said: `the list is cut: ${truncated}`, exchanges };
}

async function look(
  { to }: Place,
  recorder: Recorder,
  reference: string,
  name: string,
): Promise<Heard<ManifestAnswer>> {
  const heard = await hear(() =>
    to.reading.manifest(to.repository, reference, { purpose: "what the registry shows" }),
  );
  const outcome = heard.found ? `${heard.status}, ${heard.value.mediaType}` : heard.said;
  recorder.add("registry", { what: `shows ${name}`, outcome, exchanges: heard.exchanges });
  return heard;
}

/** For checks: the type by which the new manifest is known. */
export const NEW_MANIFEST = MEDIA_TYPES.ociArtifact;
