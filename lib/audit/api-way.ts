// The referrers API over a whole repository: asked for each digest, unless it turns out not to be there at all.
import {
  answerOfFault,
  askReferrersApi,
  type Observations,
  type StrategyAnswer,
  ZERO_DIGEST,
} from "#lib/discovery";
import type { Unchecked } from "#lib/evidence";
import type { Descriptor } from "#lib/oci";
import type { Registry } from "#lib/registry";

/** "absent": there is no such API here, and so no list. "unanswered": nothing is known about this digest. */
export type ApiAnswer =
  | { state: "listed"; entries: Descriptor[]; cut?: string; exchanges: string[] }
  | { state: "absent"; exchanges: string[] }
  | { state: "unanswered"; because: Unchecked; reason: string; exchanges: string[] };

export class ApiWay {
  readonly #registry: Registry;
  readonly #repository: string;
  readonly #observations: Observations;
  #verdict: "there" | "absent" | "open" = "open";
  #first?: Promise<ApiAnswer>;
  #control?: Promise<void>;
  /** What shows that there is no API. */
  #refusals: string[] = [];

  constructor(registry: Registry, repository: string, observations: Observations) {
    this.#registry = registry;
    this.#repository = repository;
    this.#observations = observations;
  }

  /** What the API lists for a digest. All wait for the first question, which may show that there is none. Never throws. */
  async list(digest: string): Promise<ApiAnswer> {
    if (!this.#first) {
      this.#first = this.#put(digest);
      return this.#first;
    }
    await this.#first;
    if (this.#verdict === "absent") return { state: "absent", exchanges: this.#refusals };
    return this.#put(digest);
  }

  async #put(digest: string): Promise<ApiAnswer> {
    const answer = await this.#ask(digest);
    if (answer.general && this.#verdict === "open") {
      this.#control ??= this.#askForZeros(answer);
      await this.#control;
    }
    return this.#judged(answer);
  }

  /** A rule or a front end may hide one digest alone, so the way is only absent when another is refused for it too. */
  async #askForZeros(refusal: StrategyAnswer): Promise<void> {
    const control = await this.#ask(ZERO_DIGEST);
    if (!control.general) return;
    this.#verdict = "absent";
    this.#refusals = [...refusal.exchanges.slice(-1), ...control.exchanges.slice(-1)];
  }

  async #ask(digest: string): Promise<StrategyAnswer> {
    const answer = await askReferrersApi(this.#registry, this.#repository, digest).catch(answerOfFault);
    if (answer.observed) this.#observations.add(answer.observed);
    if (isList(answer)) this.#verdict = "there";
    return answer;
  }

  #judged(answer: StrategyAnswer): ApiAnswer {
    const { exchanges, outcome, reason = outcome } = answer;
    if (isList(answer)) {
      const entries = answer.sightings.map(({ descriptor }) => descriptor);
      return { state: "listed", entries, ...(answer.truncated ? { cut: reason } : {}), exchanges };
    }
    if (answer.general && this.#verdict === "absent") return { state: "absent", exchanges };
    const because = outcome === "denied" || outcome === "rate-limited" ? outcome : "failed";
    // distribution-spec, "Listing Referrers": with the API, an unknown digest gets an empty list, never a 404.
    const isRefused = outcome === "unsupported" && this.#verdict === "there";
    const doubt = isRefused ? "; the API lists other digests here, so that is no answer" : "";
    return { state: "unanswered", because, reason: `${reason}${doubt}`, exchanges };
  }
}

/** Whether a list came, be it empty or cut. */
function isList({ outcome, truncated }: StrategyAnswer): boolean {
  return outcome === "found" || outcome === "none" || truncated === true;
}
