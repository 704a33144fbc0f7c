// 🌿 tree branch (intermediate): pushes references in image manifests, and tags where the registry has no API.
import type { WritableRepository } from "#lib/registry";
import type { Reading } from "#lib/upgrade";
import { askReferrersApi } from "./ask-referrers-api.ts";
import { type Artifact, digestTag, type Made, makeImageForm } from "./content.ts";
import { type KeepOptions, type KeptTag, keepReferrersTag } from "./keep-referrers-tag.ts";
import { type Push, push, pushManifest } from "./push.ts";

/**
 * What it pushed. `indexedBy` is how it learnt that the registry lists X without a tag; with neither that nor a kept
 * `tag` nobody will find X.
 */
export type BranchPush = Push & {
  made: Made;
  indexedBy?: "OCI-Subject" | "referrers API";
  tag?: KeptTag;
};

/**
 * `trust`: what it takes the registry's API by. The specification allows either; "header" costs no request, "api" does
 * not believe a header that promises what is not there.
 */
export type BranchOptions = KeepOptions & { trust?: "header" | "api" };

/** Pushes the artifact about the subject, and sees to it that consumers find it. */
export async function branch(
  reading: Reading,
  to: WritableRepository,
  subject: Made,
  artifact: Artifact,
  options: BranchOptions = {},
): Promise<BranchPush> {
  const made = makeImageForm(artifact, subject.entry, reading === "proposal-e" ? "refers" : "subject");
  const pushed = await push(to, made, { name: "X", tell: options.tell });
  if (pushed.state !== "stored") return { ...pushed, made };
  const more =
    reading === "proposal-e"
      ? await tagByItself(to, subject, made, artifact, options)
      : await tagInList(to, subject, made, pushed, options);
  return { ...pushed, ...more, made, exchanges: [...pushed.exchanges, ...more.exchanges] };
}

type Findable = Pick<BranchPush, "indexedBy" | "tag" | "exchanges">;

/** OCI 1.1: no header, no index of the registry's own, so the list at the tag is the producer's to keep. */
async function tagInList(
  to: WritableRepository,
  subject: Made,
  made: Made,
  pushed: Push,
  options: BranchOptions,
): Promise<Findable> {
  const { trust = "header" } = options;
  if (trust === "header" && pushed.ociSubject === subject.digest)
    return { indexedBy: "OCI-Subject", exchanges: [] };
  const api = trust === "api" ? await askReferrersApi(questionOf(to, subject, options)) : undefined;
  if (api?.said === "list") return { indexedBy: "referrers API", exchanges: api.exchanges };
  const tag = await keepReferrersTag(to, subject.digest, made.entry, options);
  return { tag, exchanges: [...(api?.exchanges ?? []), ...tag.exchanges] };
}

/** Proposal E: when a query to the API fails, a tag for this artifact alone. Nobody else writes it. */
async function tagByItself(
  to: WritableRepository,
  subject: Made,
  made: Made,
  artifact: Artifact,
  options: BranchOptions,
): Promise<Findable> {
  const api = await askReferrersApi(questionOf(to, subject, options));
  if (api.said === "list") return { indexedBy: "referrers API", exchanges: api.exchanges };
  const tag = digestTag(made, subject.digest, shortType(artifact.artifactType));
  const tagging = { name: "X", tag, tagName: "a tag of its own", tell: options.tell };
  const { state, said: answer, exchanges } = await pushManifest(to, made, tagging);
  const kept: KeptTag = {
    tag,
    state: state === "stored" ? "kept" : state === "rejected" ? "refused" : state,
    rounds: 1,
    losses: [],
    conditions: "not known",
    said: answer,
    exchanges,
  };
  return { tag: kept, exchanges: [...api.exchanges, ...exchanges] };
}

function questionOf(to: WritableRepository, subject: Made, { tell }: BranchOptions) {
  return { registry: to.reading, repository: to.repository, digest: subject.digest, tell };
}

/** Proposal E's "type of artifact for filtering": "sbom" of "application/vnd.example.sbom.v1+json". */
function shortType(artifactType: string): string {
  const name = artifactType.split("/").at(-1)?.split("+")[0] ?? "";
  const words = name.split(".").filter((word) => /^[a-z][a-z0-9]*$/.test(word) && !/^v\d+$/.test(word));
  return words.at(-1) ?? "other";
}
