// The walk: from the root to what it contains, to what is attached, to what is attached to that, and up to what
// the root itself is about. Every place is read once and asked once; nothing waits for a level to end.
import type { Completeness, Finding } from "#lib/evidence";
import type { Asking, Listener } from "./asking.ts";
import type { Observations } from "./observations.ts";
import { observeManifest } from "./observations.ts";
import { completenessOf } from "./outcomes.ts";
import { type Claim, type Place, Places } from "./places.ts";
import type { Tally } from "./progress.ts";
import type { Reader } from "./reader.ts";
import type { Recorder } from "./recorder.ts";
import type { Contradiction } from "./shared-answers.ts";
import type { Sighting, Strategy, Subject } from "./strategy.ts";

export type WalkOptions = {
  asking: Asking;
  reader: Reader;
  recorder: Recorder;
  tally: Tally;
  observations: Observations;
  /** Nodes this many steps from the root are read but not asked about. */
  maxDepth: number;
  maxNodes: number;
  /** What answers about one digest took back of answers about another, once all are in. */
  contradictions: () => Contradiction[];
  /** Called when every way has answered about the root. */
  onRootAnswered: () => void;
};

/** An index's child that could not be read may be an attestation: its list is cut then, whatever the ways said. */
function listCompletenessOf({ findings, leftOut }: Place, dropped: number): Completeness {
  const completeness = completenessOf(findings);
  const isCut = leftOut > 0 || dropped > 0;
  return isCut && completeness === "complete" ? "truncated" : completeness;
}

export class Walk {
  readonly #options: WalkOptions;
  readonly #places: Places;
  readonly #root: Place;
  #pending = 0;
  #closed = false;
  #finish: ((fault?: unknown) => void) | undefined;

  constructor(options: WalkOptions, root: Claim) {
    this.#options = options;
    this.#places = new Places(options.maxNodes);
    const place = this.#places.enter(root.descriptor.digest, root.repository, "named", 0);
    if (!place) throw new RangeError("maxNodes leaves no room for the root");
    place.claims.push(root);
    this.#root = place;
  }

  /** Ends when all is read and asked, or when `close` was called. Rejects only for a fault of our own. */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#finish = (fault) => (fault === undefined ? resolve() : reject(fault));
      this.#spawn(() => this.#visit(this.#root));
    });
  }

  /** Stops here: what is under way comes too late, and is told as cut, with the reason. */
  close(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const place of this.#places.all()) this.#cut(place, reason);
    this.#conclude();
  }

  /** What every way answered about every subject, in the order of the walk. */
  findings(): Finding[] {
    return [...this.#places.all()].flatMap((place) => place.findings);
  }

  /** The digests that were met. */
  knows(digest: string): boolean {
    return this.#places.get(digest) !== undefined;
  }

  warnRoot(warnings: string[]): void {
    this.#options.recorder.warn(this.#root, warnings);
  }

  #spawn(task: () => Promise<void>): void {
    this.#pending++;
    task().then(
      () => this.#ended(),
      (fault: unknown) => this.#finish?.(fault),
    );
  }

  #ended(): void {
    this.#pending--;
    if (this.#pending > 0 || this.#closed) return;
    const depths = this.#places.trueDepths(this.#root);
    // A place first met by a long way round may be near after all.
    for (const [place, depth] of depths) place.depth = depth;
    const late = [...depths.keys()].filter((place) => this.#isDue(place));
    if (late.length > 0) {
      for (const place of late) this.#spawn(() => this.#visit(place));
      return;
    }
    for (const [place, depth] of depths) this.#tellEnd(place, depth);
    this.#conclude();
  }

  #conclude(): void {
    this.#closed = true;
    const { asking, recorder, contradictions } = this.#options;
    for (const contradiction of contradictions()) {
      const place = this.#places.get(contradiction.digest);
      if (!place) continue;
      asking.takeBack(place, contradiction);
      recorder.asked(place, completenessOf(place.findings));
    }
    recorder.tellHidden();
    this.#finish?.();
  }

  #tellEnd(place: Place, depth: number): void {
    const { recorder, maxDepth } = this.#options;
    recorder.depth(place, depth);
    if (depth < maxDepth || place.reading?.state !== "present") return;
    recorder.warn(place, [`what is attached to it was not asked for: it is ${depth} steps away`]);
  }

  /**
   * What may not be read may still have its referrers listed. Of referrers this is not tried: a registry that
   * denies them all would be asked every way about each.
   */
  #isDue(place: Place): boolean {
    if (place.asked || place.depth >= this.#options.maxDepth) return false;
    if (place === this.#root) return true;
    const state = place.reading?.state;
    if (state === undefined) return false;
    return place.kind === "named" || state === "present" || state === "missing";
  }

  /** Reads a place, then asks about it and goes on to what it contains and what it is about. */
  async #visit(place: Place): Promise<void> {
    place.settling ??= this.#settle(place);
    await place.settling;
    if (this.#closed) return;
    const isDue = this.#isDue(place);
    // Asked about while it could not be read, and read now, in another repository.
    const isLate = place.asked && !place.entered && place.reading?.state === "present";
    if (!isDue && !isLate) return;
    place.asked = true;
    place.entered = place.reading?.state === "present";
    await this.#enter(place, isDue);
  }

  /** Not async, like `#ask` below it: what waits for the answers must not hold the manifest. */
  #enter(place: Place, isDue: boolean): Promise<void> | undefined {
    const subject = this.#subjectOf(place);
    this.#goDown(place, subject);
    this.#goUp(place, subject);
    return isDue ? this.#ask(place, subject) : undefined;
  }

  /** Whether a place that could not be read is named in a repository where it was not looked for yet. */
  #isElsewhere(place: Place, { repository }: Claim): boolean {
    if (!place.reading || place.tried.has(repository)) return false;
    place.repository = repository;
    place.settling = undefined;
    return true;
  }

  async #settle(place: Place): Promise<void> {
    const { reader, recorder, tally, observations } = this.#options;
    place.tried.add(place.repository);
    const reading = await reader.read(place.repository, place.digest);
    if (this.#closed) return;
    place.reading = reading;
    tally.requests(reading.exchanges);
    recorder.settled(place);
    if (reading.state === "present") place.claims = [];
    if (reading.state === "present" && place.repository === this.#root.repository) {
      observations.add(observeManifest(place.digest, reading.manifest, reading.exchanges));
    }
  }

  /** What strategies are given; afterwards the manifest's bulk is let go. */
  #subjectOf(place: Place): Subject {
    const { digest, repository, kind, reading } = place;
    const exchanges = reading?.exchanges ?? [];
    const subject: Subject = { digest, repository, place: kind, exchanges };
    if (reading?.state !== "present") return subject;
    place.reading = this.#options.reader.slim(repository, reading);
    return { ...subject, manifest: reading.manifest };
  }

  #goDown(place: Place, { manifest, repository }: Subject): void {
    const { dropped = 0 } = manifest ?? {};
    if (dropped > 0) this.#options.recorder.unreadable(place, dropped);
    for (const descriptor of manifest?.manifests ?? []) {
      const isAttestation = descriptor.annotations?.["vnd.docker.reference.type"] !== undefined;
      const link = { relation: "contains", other: place.digest } as const;
      const claim: Claim = { descriptor, link, repository, inIndex: true };
      this.#meet(place, claim, isAttestation ? "referrer" : place.kind);
    }
  }

  /** Only from the root, and from what that led up to: what a referrer is about is known already. */
  #goUp(place: Place, { manifest, repository }: Subject): void {
    const above = manifest?.subject ?? manifest?.refers;
    if (!above || place.kind !== "named") return;
    const up = this.#places.enter(above.digest, repository, "named", place.depth + 1);
    if (!up) {
      place.leftOut++;
      return;
    }
    place.next.add(up);
    // The edge's source is this place: its own bytes name what it is about.
    const link = { relation: "refers", other: above.digest } as const;
    this.#options.recorder.claimed(place, { descriptor: above, link, repository });
    if (up.settling) return;
    up.claims.push({ descriptor: above, repository });
    this.#spawn(() => this.#visit(up));
  }

  #ask(place: Place, subject: Subject): Promise<void> {
    const dropped = subject.manifest?.dropped ?? 0;
    const answered = this.#options.asking.about(place, subject, this.#listenerOf(place));
    return answered.then(() => this.#answered(place, dropped));
  }

  #listenerOf(place: Place): Listener {
    return {
      isClosed: () => this.#closed,
      onSighting: (strategy, sighting) => this.#sight(strategy, place, sighting),
    };
  }

  #answered(place: Place, dropped: number): void {
    const { recorder, maxNodes } = this.#options;
    if (this.#closed) return;
    if (place.leftOut > 0) {
      recorder.leftOut(place, place.leftOut, `the limit of ${maxNodes} nodes is reached`);
    }
    recorder.asked(place, listCompletenessOf(place, dropped));
    if (place === this.#root) this.#options.onRootAnswered();
  }

  #sight(strategy: Strategy, place: Place, sighting: Sighting): void {
    const { descriptor, repository, relation, tag, about, unread } = sighting;
    const link = { relation, other: about ?? place.digest };
    const inIndex = relation === "in-index";
    const claim: Claim = { descriptor, repository, link, tag, inIndex, way: strategy.id };
    const id = `tag:${repository}:${tag ?? ""}`;
    if (!unread) this.#meet(place, claim, "referrer");
    else if (!this.#places.enterOther(id)) place.leftOut++;
    else this.#options.recorder.unreadTag(id, claim, unread, place.depth + 1);
  }

  /** A claim leads to a place, known or new. */
  #meet(from: Place, claim: Claim, kind: Place["kind"]): void {
    const { digest } = claim.descriptor;
    const place = this.#places.enter(digest, claim.repository, kind, from.depth + 1);
    if (!place) {
      from.leftOut++;
      return;
    }
    from.next.add(place);
    if (place.reading?.state === "present") {
      this.#options.recorder.claimed(place, claim);
      return;
    }
    place.claims.push(claim);
    // Only this one: the earlier claims are told, and a list may name one digest thousands of times.
    if (place.reading) this.#options.recorder.settled(place, [claim]);
    if (!place.settling || this.#isElsewhere(place, claim)) this.#spawn(() => this.#visit(place));
  }

  #cut(place: Place, reason: string): void {
    const { asking, recorder } = this.#options;
    if (!place.reading) recorder.cut(place, reason);
    if (place.open.size === 0) return;
    asking.cutShort(place, reason);
    recorder.asked(place, completenessOf(place.findings));
  }
}
