// Questions whose answer serves many subjects: extensions, the tag list, and ways that turn out not to exist.
import { asExplorerError } from "#lib/errors";
import type { Capabilities, Outcome, Support } from "#lib/evidence";
import type { Answer, Extension, Listed, Refusal, Registry } from "#lib/registry";
import { supported } from "#lib/upgrade";
import { answerOfFault } from "./answer-of-fault.ts";
import {
  type Judgement,
  outcomeOfFault,
  outcomeOfRefusal,
  outcomeOfTagRefusal,
  supportOf,
} from "./classify.ts";
import type { StrategyAnswer } from "./strategy.ts";
import { TagList } from "./tag-list.ts";

/** Larger lists are cut; then presence of a tag is asked for one by one. */
const MAX_TAGS = 20_000;

/** What ext/discover said, at both levels. `support` is the verdict on ext/discover itself. */
export type ExtensionAnswers = {
  registry: Extension[];
  repository: Extension[];
  /** "found" when at least one level answered with a list. */
  outcome: Outcome;
  reason?: string;
  exchanges: string[];
  support: Support;
};

/** The tag list, as far as it was read. */
export type TagAnswers = {
  list: TagList;
  outcome: Outcome;
  reason?: string;
  exchanges: string[];
  support: Support;
};

/** What is known of one way in one repository. */
type Way = {
  /** What is learnt from: the first answer, or a later one that was about the way itself. */
  first: Promise<{ digest: string; answer: StrategyAnswer }>;
  /** Whether it gave a list for any digest: then no answer is about the way itself any more. */
  hasListed: boolean;
  /** Questions that are not answered yet; they never reject. */
  open: Set<Promise<StrategyAnswer>>;
};

export class SharedAnswers {
  readonly #registry: Registry;
  readonly #extensions = new Map<string, Promise<ExtensionAnswers>>();
  readonly #answered = new Map<string, { tags?: TagAnswers; extensions?: ExtensionAnswers }>();
  readonly #tags = new Map<string, Promise<TagAnswers>>();
  #registryLevel?: Promise<Settled<Extension[]>>;
  readonly #ways = new Map<string, Way>();

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** ext/discover of the registry, and of the repository where one is given, asked once each. Never throws. */
  extensions(repository = ""): Promise<ExtensionAnswers> {
    return once(this.#extensions, repository, async () => {
      this.#registryLevel ??= this.#discover();
      const own = repository === "" ? this.#registryLevel : this.#discover(repository);
      const extensions = joinExtensions(await this.#registryLevel, await own, repository !== "");
      this.#answered.set(repository, { ...this.#answered.get(repository), extensions });
      return extensions;
    });
  }

  /** All tags of a repository, asked once. Never throws. */
  tags(repository: string): Promise<TagAnswers> {
    return once(this.#tags, repository, async () => {
      const answer = await settled(
        () => this.#registry.tags(repository, { purpose: "tag list", maxTags: MAX_TAGS }),
        "the tag list",
        outcomeOfTagRefusal,
      );
      const tags = tagAnswers(answer);
      this.#answered.set(repository, { ...this.#answered.get(repository), tags });
      return tags;
    });
  }

  /**
   * Asks `way` about a digest, unless an earlier answer of the same repository was about the way itself:
   * then that answer is given again, with its own evidence and the digest it was learnt from. Once the way
   * listed for one digest, a 404 and its like for another is "failed", and what was learnt is forgotten.
   * Never throws.
   */
  async learn(
    way: string,
    repository: string,
    digest: string,
    ask: () => Promise<StrategyAnswer>,
  ): Promise<StrategyAnswer> {
    const key = `${way} ${repository}`;
    const known = this.#ways.get(key);
    if (!known) {
      const asking = ask().catch(answerOfFault);
      const first = asking.then((answer) => ({ digest, answer }));
      const begun: Way = { first, hasListed: false, open: new Set() };
      this.#ways.set(key, begun);
      return judged(begun, digest, asking);
    }
    const learnt = await known.first;
    if (learnt.answer.general && !known.hasListed) return againFor(learnt.answer, learnt.digest);
    return judged(known, digest, ask().catch(answerOfFault));
  }

  /** The verdicts of what was answered so far about one repository. */
  observed(repository: string): Partial<Capabilities> {
    const { tags, extensions } = this.#answered.get(repository) ?? {};
    return {
      ...(tags ? { tagListing: tags.support } : {}),
      ...(extensions ? { extensionDiscovery: extensions.support } : {}),
    };
  }

  /** The tag list, when it was asked for and given. */
  knownTags(repository: string): TagList | undefined {
    return this.#answered.get(repository)?.tags?.list;
  }

  #discover(repository?: string): Promise<Settled<Extension[]>> {
    const level = repository === undefined ? "registry" : "repository";
    return settled(
      () => this.#registry.extensions(repository, { purpose: `extensions (${level})` }),
      `ext/discover of the ${level}`,
    );
  }
}

/** The answer as it reads beside the way's answers about other digests. */
async function judged(way: Way, digest: string, asking: Promise<StrategyAnswer>): Promise<StrategyAnswer> {
  way.open.add(asking);
  const answer = await asking;
  way.open.delete(asking);
  if (isList(answer)) way.hasListed = true;
  if (answer.outcome !== "unsupported") return answer;
  // A "no" waits for the questions under way: a list among them would take it back.
  const others = await Promise.all(way.open);
  if (way.hasListed || others.some(isList)) return contradicted(answer);
  if (answer.general) way.first = Promise.resolve({ digest, answer });
  return answer;
}

/** Whether a list came, be it empty or cut. */
function isList({ outcome, truncated }: StrategyAnswer): boolean {
  return outcome === "found" || outcome === "none" || truncated === true;
}

/** distribution-spec, "Listing Referrers": with the API, an unknown digest gets an empty list, never a 404. */
function contradicted({ reason, exchanges }: StrategyAnswer): StrategyAnswer {
  const said = reason ?? "it was refused";
  return {
    outcome: "failed",
    reason: `${said}; the API listed other digests here, so that is no answer`,
    sightings: [],
    exchanges,
  };
}

function againFor(answer: StrategyAnswer, learntFrom: string): StrategyAnswer {
  const { outcome, exchanges, general } = answer;
  const reason = `${answer.reason ?? outcome} (learnt from ${learntFrom.slice(0, 19)}…, not asked again)`;
  return { outcome, reason, sightings: [], exchanges, general };
}

/** A value, or what its refusal or fault means. */
export type Settled<T> =
  | { value: T; exchanges: string[] }
  | { value?: undefined; judgement: Judgement; exchanges: string[] };

/** Asks once, and turns refusals and faults into a judgement. */
export async function settled<T>(
  ask: () => Promise<Answer<T>>,
  asked: string,
  judge: (refusal: Refusal, asked: string) => Judgement = outcomeOfRefusal,
): Promise<Settled<T>> {
  try {
    const answer = await ask();
    const exchanges = answer.exchanges.map((exchange) => exchange.id);
    if (answer.found) return { value: answer.value, exchanges };
    return { judgement: judge(answer, asked), exchanges };
  } catch (thrown) {
    const fault = asExplorerError(thrown);
    return { judgement: outcomeOfFault(fault), exchanges: fault.exchanges };
  }
}

function tagAnswers(answer: Settled<Listed<string>>): TagAnswers {
  const { exchanges } = answer;
  if (answer.value === undefined) {
    const { outcome, reason } = answer.judgement;
    const list = new TagList([], "it was not given");
    return { list, outcome, reason, exchanges, support: supportOf(answer.judgement, exchanges) };
  }
  const list = new TagList(answer.value.items, answer.value.truncated);
  const support = supported(
    `it listed ${list.size} ${list.size === 1 ? "tag" : "tags"}`,
    exchanges.slice(0, 1),
  );
  return { list, outcome: "found", reason: answer.value.truncated, exchanges, support };
}

function joinExtensions(
  whole: Settled<Extension[]>,
  own: Settled<Extension[]>,
  hasOwn: boolean,
): ExtensionAnswers {
  const exchanges = hasOwn ? [...whole.exchanges, ...own.exchanges] : whole.exchanges;
  const registry = whole.value ?? [];
  const repository = hasOwn ? (own.value ?? []) : [];
  if (whole.value !== undefined || own.value !== undefined) {
    const names = new Set([...registry, ...repository].map((extension) => extension.name.slice(0, 64)));
    const reason =
      names.size > 0 ? `it advertises ${[...names].slice(0, 8).join(", ")}` : "it advertises none";
    return { registry, repository, outcome: "found", exchanges, support: supported(reason, exchanges) };
  }
  // An unknown at one level outweighs a "no" at the other.
  const judgement = whole.judgement.outcome === "unsupported" ? own.judgement : whole.judgement;
  const { outcome, reason } = judgement;
  return { registry, repository, outcome, reason, exchanges, support: supportOf(judgement, exchanges) };
}

function once<T>(memory: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const known = memory.get(key);
  if (known) return known;
  const asking = ask();
  memory.set(key, asking);
  return asking;
}
