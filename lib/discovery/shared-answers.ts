// Questions whose answer serves many subjects: extensions, the tag list, and ways that turn out not to exist.
import { asExplorerError } from "#lib/errors";
import type { Capabilities, Outcome, StrategyId, Support } from "#lib/evidence";
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
import { isList } from "./outcomes.ts";
import type { StrategyAnswer, Subject } from "./strategy.ts";
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
  /** Whether it gave a list for any digest: then no answer is about the way itself any more. */
  hasListed: boolean;
  /** Digests that were answered, whatever the answer was. */
  answered: number;
  /** Digests for which the answer was about the way itself, each with the first of these answers. */
  refusals: Map<string, Refused>;
  /** Questions that are not answered yet; they never reject. */
  open: Set<Promise<StrategyAnswer>>;
};

type Refused = { digest: string; strategy: StrategyId; answer: StrategyAnswer };

/** A digest that was told of no such way, though the way listed another digest of the same repository. */
export type Contradiction = { digest: string; strategy: StrategyId; reason: string };

/** One digest's answer may be a rule or a front end that hides this digest alone; two are taken for the way's own. */
const ENOUGH = 2;

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
   * Asks `way` about a digest. What was found attached to something is not asked about once two digests of its
   * repository got an answer that was about the way itself: then the first of these is given again, with its own
   * evidence and the digest it was learnt from. Once the way listed for any digest, all are asked. Never throws.
   */
  async learn(
    way: string,
    { strategy, repository, digest, place }: Asked,
    ask: () => Promise<StrategyAnswer>,
  ): Promise<StrategyAnswer> {
    const key = `${way} ${repository}`;
    const known: Way = this.#ways.get(key) ?? {
      ...{ hasListed: false, answered: 0 },
      ...{ refusals: new Map(), open: new Set() },
    };
    this.#ways.set(key, known);
    while (place === "referrer" && mayStillTell(known)) await Promise.race(known.open);
    const first = place === "referrer" ? refusedForAll(known) : undefined;
    if (!first) return counted(known, { digest, strategy }, ask().catch(answerOfFault));
    const answer = learntFrom(first);
    known.refusals.set(digest, { digest, strategy, answer });
    return answer;
  }

  /**
   * What later answers took back. distribution-spec, "Listing Referrers": with the API, an unknown digest gets an
   * empty list, never a 404, so whoever was refused while others were listed got no answer.
   */
  contradictions(): Contradiction[] {
    const ways = [...this.#ways.values()].filter(({ hasListed }) => hasListed);
    return ways.flatMap(({ refusals }) =>
      [...refusals.values()].map(({ digest, strategy, answer }) => {
        const said = answer.reason ?? "it was refused";
        return {
          digest,
          strategy,
          reason: `${said}; the API listed other digests here, so that is no answer`,
        };
      }),
    );
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

/** Whose question it is, and about what. */
type Asked = { strategy: StrategyId } & Pick<Subject, "repository" | "digest" | "place">;

/** Whether the questions under way are enough to show if there is a way at all. */
function mayStillTell({ hasListed, answered, open }: Way): boolean {
  return !hasListed && answered < ENOUGH && open.size >= ENOUGH - answered;
}

/** The first refusal of a way that was refused for itself. */
function refusedForAll(way: Way): Refused | undefined {
  if (way.hasListed || way.refusals.size < ENOUGH) return undefined;
  return way.refusals.values().next().value;
}

async function counted(
  way: Way,
  { digest, strategy }: Omit<Refused, "answer">,
  asking: Promise<StrategyAnswer>,
): Promise<StrategyAnswer> {
  way.open.add(asking);
  const answer = await asking;
  way.open.delete(asking);
  way.answered++;
  way.hasListed ||= isList(answer);
  if (answer.general) way.refusals.set(digest, { digest, strategy, answer });
  return answer;
}

function learntFrom({ digest, answer }: Refused): StrategyAnswer {
  const { outcome, exchanges, general, reason = outcome } = answer;
  const from = `learnt from ${digest.slice(0, 19)}…, not asked again`;
  return { outcome, reason: `${reason} (${from})`, sightings: [], exchanges, general };
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
