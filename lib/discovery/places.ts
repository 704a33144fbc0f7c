// Where the walk has been: one place a digest, however many paths lead to it.
import type { Finding, StrategyId } from "#lib/evidence";
import type { Relation } from "#lib/graph";
import type { Named } from "./describe-node.ts";
import type { Reading } from "./reader.ts";
import type { Subject } from "./strategy.ts";

/** One account that leads to a place. */
export type Claim = Named & {
  repository: string;
  /** What it says: that the place is about `other`, or that the index `other` contains it. Absent: only that it is. */
  link?: { relation: Relation; other: string };
  /** Absent for what no strategy found: the root, an index's child, a referrer's own subject. */
  way?: StrategyId;
};

export type Place = {
  digest: string;
  repository: string;
  kind: Subject["place"];
  /** Steps from the root; may shrink while the walk runs. */
  depth: number;
  /** Those that still have to be told: all, until it was read. */
  claims: Claim[];
  /** Once it was read, or was not. */
  reading?: Reading;
  /** The reading under way. */
  settling?: Promise<void>;
  /** The repositories where it was looked for. */
  tried: Set<string>;
  /** Asking has begun. */
  asked: boolean;
  /** What it contains and what it is about were gone to. */
  entered: boolean;
  /** Ways that have not answered yet. */
  open: Set<StrategyId>;
  findings: Finding[];
  /** One step further from the root. */
  next: Set<Place>;
  /** How many named here found no room. */
  leftOut: number;
};

export class Places {
  readonly #places = new Map<string, Place>();
  readonly #maxNodes: number;
  /** Nodes without a digest: tags that could not be read. */
  readonly #others = new Set<string>();

  constructor(maxNodes: number) {
    this.#maxNodes = maxNodes;
  }

  get(digest: string): Place | undefined {
    return this.#places.get(digest);
  }

  all(): Iterable<Place> {
    return this.#places.values();
  }

  /** The place of a digest, made when there is room; undefined when there is none. */
  enter(digest: string, repository: string, kind: Place["kind"], depth: number): Place | undefined {
    const known = this.#places.get(digest);
    if (known) {
      known.depth = Math.min(known.depth, depth);
      if (kind === "named") known.kind = kind;
      return known;
    }
    if (!this.#hasRoom()) return undefined;
    const fresh = {
      claims: [],
      tried: new Set<string>(),
      asked: false,
      entered: false,
      open: new Set<StrategyId>(),
      findings: [],
      next: new Set<Place>(),
    };
    const place: Place = { ...fresh, digest, repository, kind, depth, leftOut: 0 };
    this.#places.set(digest, place);
    return place;
  }

  /** Room for a node without a digest. The same id needs it once. */
  enterOther(id: string): boolean {
    if (this.#others.has(id)) return true;
    if (!this.#hasRoom()) return false;
    this.#others.add(id);
    return true;
  }

  /** Steps from the root along the shortest path, whatever path was walked first. */
  trueDepths(root: Place): Map<Place, number> {
    const depths = new Map([[root, 0]]);
    for (const [place, depth] of depths) {
      for (const next of place.next) if (!depths.has(next)) depths.set(next, depth + 1);
    }
    return depths;
  }

  #hasRoom(): boolean {
    return this.#places.size + this.#others.size < this.#maxNodes;
  }
}
