// What is attached to the one image and to the other: the same digest first, then the same kind with other content,
// then what one side alone has.
import { absenceOf, danglingAbsence, type Explored } from "./absence.ts";
import { type Attached, type Frame, frameOf } from "./frame.ts";
import { type PlacePair, pairPlaces } from "./places.ts";
import { predicateOf } from "./predicate-of.ts";
import type { Absence, Referrer, ReferrerRow, SideName } from "./shapes.ts";

type Sides = { left: Explored; right: Explored };
type Frames = { left: Frame; right: Frame };

/** `pairs`: which places stand beside each other; `rows` in the left graph's order, then what the right alone has. */
export function compareReferrers(
  left: Explored,
  right: Explored,
): { pairs: PlacePair[]; rows: ReferrerRow[] } {
  const frames = { left: frameOf(left.graph), right: frameOf(right.graph) };
  const pairs = pairPlaces(frames.left, frames.right);
  const match = new Matching({ left, right }, frames, pairs);
  return { pairs, rows: match.rows() };
}

class Matching {
  readonly #sides: Sides;
  readonly #frames: Frames;
  readonly #pairs: readonly PlacePair[];
  readonly #byId: { left: Map<string, Attached>; right: Map<string, Attached> };

  constructor(sides: Sides, frames: Frames, pairs: readonly PlacePair[]) {
    this.#sides = sides;
    this.#frames = frames;
    this.#pairs = pairs;
    this.#byId = { left: byDigest(frames.left), right: byDigest(frames.right) };
  }

  rows(): ReferrerRow[] {
    const left = [...this.#byId.left.values()].filter(isThere);
    const right = [...this.#byId.right.values()].filter(isThere);
    const others = this.#othersByLikeness(right);
    const used = new Set<Attached>();
    const ours = left.map((a): ReferrerRow => {
      const same = this.#byId.right.get(a.node.digest);
      if (same && isThere(same)) return this.#row("same", a, same);
      const like = others.get(this.#likeness("left", a))?.shift();
      if (like) used.add(like);
      return like ? this.#alike(a, like) : this.#alone("left", a);
    });
    const theirs = right.filter(({ node }) => !isHeld(this.#byId.left.get(node.digest)));
    return [...ours, ...theirs.filter((b) => !used.has(b)).map((b) => this.#alone("right", b))];
  }

  /** Those of the right that the left has not by digest, in order, by what they are like. */
  #othersByLikeness(right: readonly Attached[]): Map<string, Attached[]> {
    const free = right.filter(({ node }) => !isHeld(this.#byId.left.get(node.digest)));
    return Map.groupBy(free, (each) => this.#likeness("right", each));
  }

  /** Artifacts that are alike are of one kind, type and predicate, and about places that stand beside each other. */
  #likeness(side: SideName, { node, about }: Attached): string {
    const at = this.#pairs.findIndex((pair) => pair[side]?.id === about);
    const place = at < 0 ? about : String(at);
    return JSON.stringify([node.kind, node.artifactType ?? "", predicateOf(node) ?? node.title, place]);
  }

  #row(state: ReferrerRow["state"], a: Attached, b: Attached): ReferrerRow {
    return { ...this.#head("left", a), state, left: referrerOf(a), right: referrerOf(b) };
  }

  /** Either digest may still be on the other side, where not all of its list could be read. */
  #alike(a: Attached, b: Attached): ReferrerRow {
    const row = this.#row("other-content", a, b);
    const absences = [this.#absence("left", a), this.#absence("right", b)];
    const other = absences.find(({ verdict }) => verdict === "could-not-check");
    return other ? { ...row, other } : row;
  }

  #alone(side: SideName, one: Attached): ReferrerRow {
    const other = this.#absence(side, one);
    return { ...this.#head(side, one), state: `${side}-only`, [side]: referrerOf(one), other };
  }

  /** What is known on the far side of what this side shows. */
  #absence(side: SideName, { node, about }: Attached): Absence {
    const far = side === "left" ? "right" : "left";
    const dangling = this.#byId[far].get(node.digest);
    if (dangling) return danglingAbsence(dangling.node);
    return absenceOf(node, this.#sides[far], this.#frames[far], this.#placeBeside(side, about));
  }

  /** The place on the far side where it would hang. What is about an artifact hangs on the one of the same digest. */
  #placeBeside(side: SideName, about: string) {
    const far = side === "left" ? "right" : "left";
    const pair = this.#pairs.find((each) => each[side]?.id === about);
    if (pair) return pair[far] ?? this.#loneRoot(far, about, side);
    const node = this.#byId[far].get(about)?.node;
    return node && { id: node.id, name: node.title, isRoot: false, node };
  }

  /** What is about an index has its place, where the other side is a bare image, at that image. */
  #loneRoot(far: SideName, about: string, side: SideName) {
    const { root } = this.#frames[far];
    const isRoot = this.#frames[side].root?.id === about;
    return isRoot && root?.node.kind === "image" ? root : undefined;
  }

  #head(side: SideName, { node, about }: Attached) {
    const predicateType = predicateOf(node);
    return {
      kind: node.kind,
      ...(node.carries === undefined ? {} : { carries: node.carries }),
      title: node.title,
      ...(node.artifactType === undefined ? {} : { artifactType: node.artifactType }),
      ...(predicateType === undefined ? {} : { predicateType }),
      about: this.#frames[side].places.get(about)?.name ?? this.#byId[side].get(about)?.node.title ?? about,
    };
  }
}

function byDigest({ attached }: Frame): Map<string, Attached> {
  return new Map(attached.map((each) => [each.node.digest, each]));
}

/** Named and gone is not there. Not read is: a list named its digest. */
function isThere({ node }: Attached): boolean {
  return node.state !== "missing";
}

function isHeld(other: Attached | undefined): boolean {
  return other !== undefined && isThere(other);
}

function referrerOf({ node }: Attached): Referrer {
  const { id, digest, repository, foundBy, state, exchanges } = node;
  return { id, digest, repository, foundBy, state, exchanges };
}
