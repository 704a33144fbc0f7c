// Writes down what the walk learns: nodes and edges into the graph, and each change as an event.
import type { Completeness, StrategyId } from "#lib/evidence";
import { type Edge, type Graph, GraphBuilder, type Node, platformName } from "#lib/graph";
import { bounded, describePresent, describeUnread, listErrors } from "./describe-node.ts";
import type { Claim, Place } from "./places.ts";
import { prove } from "./prove.ts";
import type { Unread } from "./strategy.ts";

export type GraphEvent = { type: "node"; node: Node } | { type: "edge"; edge: Edge };

type Account = Parameters<GraphBuilder["addNode"]>[0];

/**
 * Warnings a node shows of what its manifest and the lists got wrong. With the line that counts the rest, and the
 * walk's own notes (three at most), a node has 20.
 */
const MAX_WARNINGS = 16;
/** Of the rest so many are told apart; beyond, the count is "at least". */
const MAX_HIDDEN = 1000;
const MAX_WARNING_LENGTH = 512;

export class Recorder {
  readonly #graph: GraphBuilder;
  readonly #warnings = new Map<string, { shown: Set<string>; hidden: Set<string> }>();
  readonly #emit: (event: GraphEvent) => void;

  constructor(root: string, emit: (event: GraphEvent) => void) {
    this.#graph = new GraphBuilder({ root });
    this.#emit = emit;
  }

  get size(): number {
    return this.#graph.size;
  }

  graph(): Graph {
    return this.#graph.graph();
  }

  /** A place was read, or could not be: its node, and the edges of these claims, all so far if not said. */
  settled(place: Place, claims: readonly Claim[] = place.claims): void {
    for (const claim of claims) {
      this.#node({ ...this.#described(place, claim), ...basics(place, claim) });
    }
    for (const claim of claims) this.#edge(edgeOf(place, claim));
  }

  /** One more claim about a place whose node is there already. */
  claimed(place: Place, claim: Claim): void {
    const platform = platformName(claim.descriptor.platform);
    this.#node({ ...basics(place, claim), warnings: warningsOf(place, claim), platform });
    this.#edge(edgeOf(place, claim));
  }

  /** A tag that is there and could not be read: a node without a digest. */
  unreadTag(id: string, claim: Claim, unread: Unread, depth: number): void {
    const { state, reason, exchanges } = unread;
    this.#node({ ...describeUnread(claim), ...accountOf(claim, depth), id, state, reason, exchanges });
    if (!claim.link) return;
    const { relation, other } = claim.link;
    this.#edge({ source: id, target: other, relation, foundBy: waysOf(claim), proof: "claimed" });
  }

  /** What was named and found no room, or no time. */
  cut(place: Place, reason: string): void {
    for (const claim of place.claims) {
      this.#node({ ...describeUnread(claim), ...basics(place, claim), state: "truncated", reason });
      this.#edge(edgeOf(place, claim));
    }
  }

  /** `count` more artifacts about a place, told as one node, since there is no room for them. */
  leftOut(place: Place, count: number, reason: string): void {
    const id = `more:${place.digest}`;
    const { repository, depth } = place;
    const title = `${count} more`;
    this.#node({ id, repository, kind: "unknown", title, state: "truncated", reason, depth: depth + 1 });
    this.#edge({ source: id, target: place.digest, relation: "refers", foundBy: [], proof: "claimed" });
  }

  /** Entries of an index that are no descriptors, told as one node: what they are cannot be known. */
  unreadable(place: Place, count: number): void {
    const id = `unreadable:${place.digest}`;
    const { repository, depth } = place;
    const title = `${count} unreadable ${count === 1 ? "entry" : "entries"}`;
    const reason = "the index names what is no descriptor: without a digest, a size or a media type";
    this.#node({ id, repository, kind: "unknown", title, state: "failed", reason, depth: depth + 1 });
    this.#edge({ source: place.digest, target: id, relation: "contains", foundBy: [], proof: "claimed" });
  }

  /** How much of its list of referrers is known. */
  asked(place: Place, completeness: Completeness): void {
    this.#node({ id: place.digest, asked: true, completeness });
  }

  /** The walk's own notes: they are few, and always shown. */
  warn(place: Place, warnings: string[]): void {
    this.#tell({ id: place.digest, warnings });
  }

  /** Says at each node with too many warnings how many it does not show. Called once, at the end. */
  tellHidden(): void {
    for (const [id, { hidden }] of this.#warnings) {
      if (hidden.size === 0) continue;
      const count = hidden.size < MAX_HIDDEN ? String(hidden.size) : `at least ${MAX_HIDDEN}`;
      this.#tell({ id, warnings: [`${count} more warnings are not shown`] });
    }
  }

  depth(place: Place, depth: number): void {
    this.#node({ id: place.digest, depth });
  }

  #described(place: Place, claim: Claim): Partial<Account> {
    const { reading } = place;
    if (reading?.state === "present") {
      const described = describePresent(reading, claim);
      return { ...described, warnings: [...(described.warnings ?? []), ...warningsOf(place, claim)] };
    }
    const unread = describeUnread(claim);
    if (!reading) return unread;
    return { ...unread, state: reading.state, reason: reading.reason, exchanges: reading.exchanges };
  }

  #node(account: Account): void {
    const { id, warnings = [] } = account;
    this.#tell(warnings.length > 0 ? { ...account, warnings: this.#fewer(id, warnings) } : account);
  }

  /** Those of a node's warnings that it has room for. */
  #fewer(id: string, warnings: string[]): string[] {
    const held = this.#warnings.get(id) ?? { shown: new Set(), hidden: new Set() };
    this.#warnings.set(id, held);
    const cut = warnings.map((warning) => bounded(warning, MAX_WARNING_LENGTH));
    for (const warning of cut) {
      if (held.shown.has(warning)) continue;
      if (held.shown.size < MAX_WARNINGS) held.shown.add(warning);
      else if (held.hidden.size < MAX_HIDDEN) held.hidden.add(warning);
    }
    return cut.filter((warning) => held.shown.has(warning));
  }

  #tell(account: Account): void {
    const node = this.#graph.addNode(account);
    if (node) this.#emit({ type: "node", node });
  }

  #edge(account: Edge | undefined): void {
    // Nothing refers to itself: a digest cannot stand in its own bytes, so such a list is wrong.
    if (!account || account.source === account.target) return;
    const edge = this.#graph.addEdge(account);
    if (edge) this.#emit({ type: "edge", edge });
  }
}

function basics(place: Place, claim: Claim): Account {
  return {
    ...accountOf(claim, place.depth),
    id: place.digest,
    repository: place.repository,
    digest: place.digest,
  };
}

function accountOf(claim: Claim, depth: number): Omit<Account, "id"> {
  return {
    repository: claim.repository,
    // A referrers tag names the list that named it, not the artifact.
    tags: claim.tag === undefined || claim.link?.relation === "refers" ? [] : [claim.tag],
    foundBy: waysOf(claim),
    depth,
  };
}

/** Only what a list said can be wrong: the root and a subject are named by a person and by a manifest. */
function warningsOf({ reading }: Place, { descriptor, link }: Claim): string[] {
  return link && reading?.state === "present" ? listErrors(reading, descriptor) : [];
}

function waysOf({ way }: Claim): StrategyId[] {
  return way ? [way] : [];
}

function edgeOf(place: Place, claim: Claim): Edge | undefined {
  if (!claim.link) return undefined;
  const { relation, other } = claim.link;
  const foundBy = waysOf(claim);
  // The index's own bytes, hashed, hold the child's digest.
  if (relation === "contains") {
    return { source: other, target: place.digest, relation, foundBy, proof: "verified" };
  }
  const ends = { source: place.digest, target: other };
  if (place.reading?.state !== "present") return { ...ends, relation, foundBy, proof: "claimed" };
  return { ...ends, foundBy, ...prove(place.reading.manifest, other, relation) };
}
