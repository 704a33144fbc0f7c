// Walks the explored graph as one client would, by its rule: from what was named to what it comes upon.
import type { Node } from "#lib/graph";
import { mediaTypeEssence } from "#lib/oci";
import { askReferrers } from "./ask-referrers.ts";
import { askCosignTags, askTagPrefix } from "./ask-tags.ts";
import type { ClientRule, Way } from "./client-rule.ts";
import { opened } from "./judge-entry.ts";
import { type Listing, verdict } from "./listing.ts";
import type { Verdict } from "./shapes.ts";
import type { Terrain } from "./terrain.ts";
import { whyNotSeen } from "./why-not-seen.ts";

/** The client's verdict on each row, by node id. */
export function lookAs(rule: ClientRule, terrain: Terrain): Map<string, Verdict> {
  const walk = new ClientWalk(rule, terrain);
  walk.run();
  return new Map(terrain.rows.map((node) => [node.id, walk.verdictOn(node)]));
}

/** Something that keeps the client from its end: for sure, or perhaps, since Refscope could not hear the answer. */
type Trouble = { isSure: boolean; why: string; exchanges: string[] };

class ClientWalk {
  readonly #rule: ClientRule;
  readonly #terrain: Terrain;
  /** By node id: the best that any path leads to. */
  readonly #verdicts = new Map<string, Verdict>();
  /** What was asked about, and whether it is sure that the client gets there. */
  readonly #visited = new Map<string, boolean>();
  readonly #troubles: Trouble[] = [];
  readonly #isLost: boolean;

  constructor(rule: ClientRule, terrain: Terrain) {
    this.#rule = rule;
    this.#terrain = terrain;
    this.#isLost = rule.keepsFirstAnswer === true && answersNowSoNowSo(terrain);
  }

  run(): void {
    const queue: [id: string, isSure: boolean][] = [[this.#terrain.root.id, true]];
    for (const [id, isSure] of queue) {
      if (this.#visited.has(id) && (this.#visited.get(id) || !isSure)) continue;
      this.#visited.set(id, isSure);
      this.#goDown(id, isSure, queue);
      for (const ways of this.#rule.ways) this.#askInOrder(ways, id, isSure, queue);
    }
  }

  verdictOn(node: Node): Verdict {
    const own = this.#verdicts.get(node.id) ?? whyNotSeen(node, this.#rule, this.#terrain, this.#verdicts);
    const trouble = this.#troubles.find(({ isSure }) => isSure) ?? this.#troubles[0];
    if (!trouble || this.#rule.fails === "this way") return own;
    const { why, exchanges, isSure } = trouble;
    if (isSure && this.#rule.fails === "everything")
      return verdict(
        "not-found",
        `${this.#rule.runs} ends with an error and shows nothing: ${why}`,
        exchanges,
      );
    if (own.state !== "found") return own;
    const end = isSure
      ? `it stops where ${why}; whether it shows this before, the order of its lists decides`
      : `it ends with an error if it is answered as Refscope was: ${why}`;
    return verdict("not-known", end, exchanges);
  }

  /** The children of an index, as far as it goes to them. */
  #goDown(id: string, isSure: boolean, queue: [string, boolean][]): void {
    const { children } = this.#rule;
    if (children === "none") return;
    for (const { target } of this.#terrain.childrenOf.get(id) ?? []) {
      const node = this.#terrain.nodes.get(target);
      if (!node) continue;
      if (this.#terrain.aboutOf.has(target)) this.#learn(node, childVerdict(children, node), isSure);
      if (children === "all") {
        queue.push([target, isSure]);
        this.#minds(node);
      }
    }
  }

  /** Whoever has found something looks no further; what follows on an answer that is not known is not known either. */
  #askInOrder(ways: readonly Way[], id: string, isSure: boolean, queue: [string, boolean][]): void {
    let [isContent, isOpen] = [false, false];
    for (const way of ways) {
      const listing = this.#ask(way, id);
      if (isContent) {
        this.#passOver(listing, id);
        continue;
      }
      const states = this.#take(listing, id, isSure && !isOpen, queue);
      isContent = states.includes("found");
      isOpen ||= states.includes("not-known");
    }
  }

  #ask(way: Way, id: string): Listing {
    if (way.by === "cosign tags") return askCosignTags(way, id, this.#terrain);
    if (way.by === "tag prefix") return askTagPrefix(id, this.#terrain);
    return this.#isLost ? LOST : askReferrers(way, id, this.#terrain);
  }

  /** The states of what it was told of. */
  #take(listing: Listing, id: string, isSure: boolean, queue: [string, boolean][]): Verdict["state"][] {
    const states: Verdict["state"][] = listing.known === false ? ["not-known"] : [];
    if (listing.known !== true) this.#trouble(listing);
    for (const node of this.#attachedTo(id)) {
      const one = verdictIn(listing, node);
      this.#learn(node, one, isSure);
      if (listing.known === true && listing.entries.has(node.id)) states.push(one.state);
      if (one.state !== "not-found") this.#goOn(node, isSure && one.state !== "not-known", queue);
    }
    return states;
  }

  #goOn(node: Node, isSure: boolean, queue: [string, boolean][]): void {
    const { nested, goesOnFrom } = this.#rule;
    if (!nested) return;
    this.#minds(node);
    const type = mediaTypeEssence(node.mediaType);
    if (goesOnFrom && type !== "" && !goesOnFrom.includes(type))
      this.#trouble({ known: "failed", why: `it does not go on from ${type}`, exchanges: node.exchanges });
    queue.push([node.id, isSure && nested === true]);
  }

  #passOver(listing: Listing, id: string): void {
    if (listing.known !== true) return;
    for (const node of this.#attachedTo(id)) {
      if (!listing.entries.has(node.id) || this.#verdicts.get(node.id)?.state !== "not-found") continue;
      this.#verdicts.set(node.id, verdict("not-found", "it found others before, and then looks no further"));
    }
  }

  #attachedTo(id: string): Node[] {
    const { nodes, attachedTo } = this.#terrain;
    const sources = new Set(attachedTo.get(id)?.map((edge) => edge.source));
    return [...sources].map((source) => nodes.get(source)).filter((node) => node !== undefined);
  }

  #trouble(listing: Exclude<Listing, { known: true }>): void {
    const { why, exchanges } = listing;
    this.#troubles.push({ isSure: listing.known === "failed", why, exchanges });
  }

  /** One that must open each manifest stumbles over what is not there. */
  #minds(node: Node): void {
    const { children, fails } = this.#rule;
    if (children !== "all" || fails === "this way" || node.state === "present") return;
    const isSure = node.state === "missing";
    this.#troubles.push({
      isSure,
      why: `${node.digest || node.id} could not be read`,
      exchanges: node.exchanges,
    });
  }

  #learn(node: Node, one: Verdict, isSure: boolean): void {
    // What is not found where the client may never come is not found either way.
    const own = isSure || one.state === "not-known" || one.state === "not-found" ? one : doubted(one);
    const before = this.#verdicts.get(node.id);
    if (!before || RANK[own.state] < RANK[before.state]) this.#verdicts.set(node.id, own);
  }
}

const RANK: Record<Verdict["state"], number> = { found: 0, unreadable: 1, "not-known": 2, "not-found": 3 };

const LOST: Listing = {
  known: false,
  why: "the API answers one digest with a list and another without, and this client keeps its first answer",
  exchanges: [],
};

function answersNowSoNowSo({ nodes, answers }: Terrain): boolean {
  const said = new Set([...nodes.keys()].map((id) => answers.api(id).said));
  return said.has("list") && said.has("other");
}

function verdictIn(listing: Listing, node: Node): Verdict {
  if (listing.known === true) return listing.entries.get(node.id) ?? listing.others(node);
  return verdict(listing.known === "failed" ? "not-found" : "not-known", listing.why, listing.exchanges);
}

function childVerdict(children: ClientRule["children"], node: Node): Verdict {
  if (children === "all") return opened({ what: "a manifest" }, node, { by: "the index", exchanges: [] });
  if (children === "unknown")
    return verdict("not-known", "whether it takes it from the index along with the image is not known");
  return verdict("not-found", "it takes from the index only the image of its platform");
}

function doubted({ reason, exchanges }: Verdict): Verdict {
  return verdict("not-known", `whether it comes as far as this is not known; there, ${reason}`, exchanges);
}
