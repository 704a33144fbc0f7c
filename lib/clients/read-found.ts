// Reads each referrer that a list names, as one generation can, and says what it is to that generation.
import { type Descriptor, type Manifest, MEDIA_TYPES, mediaTypeEssence, referrersTag } from "#lib/oci";
import type { ManifestAnswer } from "#lib/registry";
import type { Generation } from "./generations.ts";
import { type Heard, hear, type Unheard } from "./hear.ts";
import type { Entry } from "./listed.ts";
import type { Search } from "./search.ts";
import type { FoundReferrer, Lookup, Question, Step, Way } from "./shapes.ts";

/** More referrers of one image than this are not read: the list is cut. */
const MAX_READ = 500;
/** Of a type or digest in a sentence. */
const MAX_TYPE = 150;

/** One GET for each entry. The list decides what there is; the manifests decide what it is. */
export async function readFound(generation: Generation, question: Question, listed: Search): Promise<Lookup> {
  const { entries, by, asked, exchanges } = listed;
  const read = await Promise.all(
    entries.slice(0, MAX_READ).map((entry) => readEntry(generation, question, entry, by)),
  );
  // In the list's order, whichever was answered first.
  for (const { step } of read) question.tell?.(step);
  const found = read.flatMap(({ referrer }) => (referrer && isWanted(referrer, question) ? [referrer] : []));
  const isCut = entries.length > MAX_READ && listed.completeness === "complete";
  return {
    found,
    completeness: isCut ? "truncated" : listed.completeness,
    by,
    asked,
    reason: isCut ? `${listed.reason}; only ${MAX_READ} were read` : listed.reason,
    exchanges: [...exchanges, ...read.flatMap(({ step }) => step.exchanges)],
  };
}

function isWanted({ artifactType, form }: FoundReferrer, question: Question): boolean {
  const isKnown = form !== undefined;
  return question.artifactType === undefined || !isKnown || artifactType === question.artifactType;
}

async function readEntry(
  generation: Generation,
  question: Question,
  entry: Entry,
  foundBy: Way,
): Promise<{ referrer?: FoundReferrer; step: Step }> {
  const { registry, repository } = question;
  const reference = entry.descriptor?.digest ?? entry.tag ?? "";
  const heard = await hear(() =>
    registry.manifest(repository, reference, { accept: generation.accept, purpose: "read the referrer" }),
  );
  if (
    heard.found &&
    entry.descriptor === undefined &&
    isNoArtifact(heard.value, entry.tag, question.digest)
  ) {
    const outcome = `${heard.status}, a list or the image itself: not an artifact`;
    return { step: { what: `reads the tag ${entry.tag}`, outcome, exchanges: heard.exchanges } };
  }
  const referrer = judge(generation, question.digest, heard, entry, foundBy);
  const said = heard.found ? `${heard.status}` : heard.said;
  const note = referrer.note === undefined || referrer.note === said ? "" : `; ${referrer.note}`;
  const outcome = `${said}: ${WORDS[referrer.state]}${note}`;
  return { referrer, step: { what: "reads the referrer", outcome, exchanges: heard.exchanges } };
}

const WORDS: Record<FoundReferrer["state"], string> = {
  usable: "usable",
  "cannot-parse": "found, cannot parse",
  "other-subject": "not about this image",
  missing: "listed, but not there",
  denied: "could not be read",
  "rate-limited": "could not be read",
  failed: "could not be read",
};

/** Under the prefix lie OCI 1.1's list of referrers, and on GitLab the image itself under its own digest's tag. */
function isNoArtifact(
  { digest, manifest }: ManifestAnswer,
  tag: string | undefined,
  subject: string,
): boolean {
  if (digest === subject) return true;
  return tag === referrersTag(subject) && manifest.form === "oci-index" && !names(manifest, subject);
}

function names({ subject, refers }: Manifest, digest: string): boolean {
  return subject?.digest === digest || refers?.digest === digest;
}

function judge(
  generation: Generation,
  subject: string,
  heard: Heard<ManifestAnswer>,
  { descriptor, tag }: Entry,
  foundBy: Way,
): FoundReferrer {
  const common = { foundBy, exchanges: heard.exchanges, ...(tag && { tag }), ...listedAs(descriptor) };
  if (!heard.found) return { ...common, ...unread(generation, heard, descriptor) };
  const { digest, mediaType, manifest } = heard.value;
  const { form, artifactType, annotations } = manifest;
  const known = { ...common, digest, mediaType, artifactType, annotations, form };
  if (!generation.forms.has(form)) {
    return {
      ...known,
      state: "cannot-parse",
      note: `a ${generation.consumer} does not know ${mediaType.slice(0, MAX_TYPE)}`,
    };
  }
  const other = manifest.subject ?? manifest.refers;
  if (other && !names(manifest, subject)) {
    return {
      ...known,
      state: "other-subject",
      note: `its manifest names ${other.digest.slice(0, MAX_TYPE)}`,
    };
  }
  const note = other ? undefined : "its manifest names no subject";
  return { ...known, state: "usable", contents: manifest.layers, ...(note && { note }) };
}

/** What the list says of it; what was read says it better. */
function listedAs(listed: Descriptor | undefined) {
  return {
    digest: listed?.digest ?? "",
    mediaType: listed?.mediaType ?? "",
    artifactType: listed?.artifactType,
    annotations: listed?.annotations ?? {},
    contents: [],
    ...(listed && { listed }),
  };
}

/** Registries hide, with 404 or 406, a manifest of a type that was not asked for. */
function unread(
  { consumer, accept }: Generation,
  { state, status, said, fault }: Unheard,
  descriptor: Descriptor | undefined,
): Pick<FoundReferrer, "state" | "note"> {
  const type = mediaTypeEssence(descriptor?.mediaType ?? "");
  const isForeign = type !== "" && !accept.some((known) => known === type);
  const isHidden = status === 406 || (status === 404 && isForeign);
  if (isHidden || fault === "malformed-answer") {
    const what = type === MEDIA_TYPES.ociArtifact || isForeign ? type.slice(0, MAX_TYPE) : "its form";
    return { state: "cannot-parse", note: `a ${consumer} does not know ${what}` };
  }
  return { state, note: said };
}
