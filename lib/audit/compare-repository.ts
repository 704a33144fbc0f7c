// Every subject of a repository, compared once: what plain tags name with their platforms, then what is only named by
// tags made from digests, and what tagged referrers name.
import { Reader, ZERO_DIGEST } from "#lib/discovery";
import { referrersTag } from "#lib/oci";
import { type Made, WAYS_MADE } from "#lib/upgrade";
import { type Compared, compareSubject } from "./compare.ts";
import type { Image, Images } from "./images.ts";
import { inParallel } from "./in-parallel.ts";
import type { FiledTags } from "./repository-tags.ts";
import { lastOf, type Run } from "./run.ts";

/** `leftOut`: the audit's bound was reached. */
export type SubjectCounts = { all: number; compared: number; leftOut: number };

type Told = { onImage: (image: Image, compared: Compared) => void; onSubject: (total: number) => void };

const WIDTH = 32;
/** Entries of a list that are read to learn whose list it is, when its tag does not tell. */
const MOST_TRIED = 4;

/**
 * Asks about every subject and writes down what does not agree. `onImage` is told what is attached to an image with its
 * platforms, `onSubject` after each digest how many there are.
 */
export async function compareRepository(run: Run, images: Images, told: Told): Promise<SubjectCounts> {
  const subjects = new Subjects(run, images, told.onSubject);
  // With the API, a registry answers for any digest: so an empty repository shows as well if there is one.
  if (subjects.isEmpty && !run.signal.aborted) await run.api.list(ZERO_DIGEST);
  const parallel = { width: WIDTH, signal: run.signal };
  await askForControl(run, images);
  await inParallel(images.byDigest.values(), parallel, async (image) => {
    const [own, ...platforms] = await Promise.all(
      [image.digest, ...image.children].map((digest) => subjects.compare(digest)),
    );
    if (run.signal.aborted || !own) return;
    told.onImage(image, joined(own, platforms, image));
  });
  await inParallel(subjects.others, parallel, async (digest) => {
    await subjects.compare(digest);
  });
  const nameless = [...run.tags.filed()].filter(({ digest, stem }) => !digest && !subjects.hasCut(stem));
  await inParallel(nameless, parallel, (tags) => compareNameless(run, tags, subjects));
  await inParallel(images.byDigest.values(), parallel, (image) => tellOrphan(run, image));
  return subjects.counts();
}

class Subjects {
  /** Named by tags or by tagged referrers alone. */
  readonly others: readonly string[];
  readonly #run: Run;
  readonly #onSubject: (total: number) => void;
  readonly #compared = new Map<string, Promise<Compared>>();
  readonly #all: Set<string>;
  readonly #cutStems = new Set<string>();
  #leftOut: number;
  #done = 0;

  constructor(run: Run, { byDigest }: Images, onSubject: (total: number) => void) {
    this.#run = run;
    this.#onSubject = onSubject;
    const images = [...byDigest.values()];
    this.#leftOut = images.reduce((sum, { childrenLeft }) => sum + childrenLeft, 0);
    const named = new Set(images.flatMap(({ digest, children }) => [digest, ...children]));
    const filed = [...run.tags.filed()].flatMap(({ digest }) => digest ?? []);
    const about = images.flatMap(({ refersTo }) => refersTo ?? []);
    this.others = [...new Set([...filed, ...about])].filter((digest) => !named.has(digest));
    this.#all = named;
    for (const digest of this.others) named.add(digest);
  }

  /** Compared once, whoever asks; past the audit's bound nothing is asked, and nothing is known. */
  compare(digest: string): Promise<Compared> {
    const known = this.#compared.get(digest);
    if (known) return known;
    this.#all.add(digest);
    if (this.#compared.size >= this.#run.limits.subjects) {
      this.#leftOut++;
      return Promise.resolve({ made: {}, isWhole: false });
    }
    const comparing = compareSubject(this.#run, digest).then((compared) => {
      if (!this.#run.signal.aborted) this.#done++;
      this.#onSubject(Math.min(this.#all.size, this.#run.limits.subjects));
      return compared;
    });
    this.#compared.set(digest, comparing);
    const stem = referrersTag(digest);
    if (stem.length < digest.length) this.#cutStems.add(stem);
    return comparing;
  }

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** Whether a digest of which the tag holds only a part was compared. */
  hasCut(stem: string): boolean {
    return this.#cutStems.has(stem);
  }

  counts(): SubjectCounts {
    return { all: this.#all.size, compared: this.#done, leftOut: this.#leftOut };
  }
}

/** What is attached to an index and to its platforms, in one. */
function joined(
  own: Compared,
  platforms: readonly Compared[],
  { attestations, childrenLeft }: Image,
): Compared {
  const all = [own, ...platforms];
  const made: Made = {};
  for (const way of WAYS_MADE) {
    const count = all.reduce(
      (sum, compared) => sum + (compared.made[way] ?? 0),
      way === "in-index" ? attestations : 0,
    );
    if (count > 0) made[way] = count;
  }
  return { made, isWhole: childrenLeft === 0 && all.every(({ isWhole }) => isWhole) };
}

/**
 * GitLab reads the tag `sha256-x` as the digest `sha256:x` (oras#2148, 2026-09), though it lists no such tag: one image
 * is asked about in that way.
 */
async function askForControl(run: Run, { byDigest }: Images): Promise<void> {
  const [image] = byDigest.values();
  if (!image || run.signal.aborted) return;
  const { digest } = image;
  const tag = referrersTag(digest);
  if (run.tags.has(tag) !== false) return;
  const reading = await new Reader(run.registry).read(run.repository, tag);
  if (reading.state !== "present" || reading.digest !== digest) return;
  const reason = "no such tag is listed, and it leads to the subject itself";
  const exchanges = lastOf(reading.exchanges);
  run.ledger.add({ kind: "tag-is-subject", digest, tag, subject: digest, reason, exchanges });
}

/** A referrers tag that holds only the first digits of its subject: an entry's own manifest names the rest. */
async function compareNameless(
  run: Run,
  { stem, exact, cosign, others }: FiledTags,
  subjects: Subjects,
): Promise<void> {
  const tag = exact ?? others[0] ?? cosign[0];
  const reader = new Reader(run.registry);
  const list = exact === undefined ? undefined : await reader.read(run.repository, exact);
  const entries = list?.state === "present" ? list.manifest.manifests.slice(0, MOST_TRIED) : [];
  for (const { digest } of entries) {
    const reading = await reader.read(run.repository, digest);
    if (reading.state !== "present") continue;
    const about = (reading.manifest.subject ?? reading.manifest.refers)?.digest;
    if (about === undefined || referrersTag(about) !== stem) continue;
    await subjects.compare(about);
    return;
  }
  const reason = "the tag holds only the first digits of its subject, and nothing seen here tells the rest";
  const exchanges = lastOf(list?.exchanges ?? []);
  run.ledger.add({ kind: "unchecked", because: "failed", tag, reason, exchanges });
}

/** A referrer that a person tagged, of something that is not there. */
async function tellOrphan(run: Run, { digest, tags, refersTo: subject }: Image): Promise<void> {
  if (subject === undefined) return;
  const presence = await run.presence.of(subject);
  if (presence.is !== "gone") return;
  const reason = "what it refers to is not in the repository";
  const exchanges = lastOf(presence.exchanges);
  run.ledger.add({ kind: "orphaned-referrer", digest, tag: tags[0], subject, reason, exchanges });
}
