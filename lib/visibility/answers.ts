// What the registry answered about one subject, as far as an exploration's findings and exchanges tell it.
import type { Exchange, Finding, StrategyId } from "#lib/evidence";
import { referrersTag } from "#lib/oci";

/** What a whole exploration has to offer. `firstPages`: by subject, what the first page of a longer list named. */
export type Account = {
  findings: readonly Finding[];
  exchanges: readonly Exchange[];
  firstPages?: ReadonlyMap<string, ReadonlySet<string>>;
};

/** "nothing": it could not be heard, so nothing follows from it, neither for Refscope nor for anybody else. */
type Unheard = { said: "nothing"; why: string; exchanges: string[] };

export type ApiAnswer =
  | {
      said: "list";
      contentType: string;
      isPaged: boolean;
      /** Refscope itself did not read it to its end. */
      isCut: boolean;
      firstPage?: ReadonlySet<string>;
      exchanges: string[];
    }
  /** A definite answer that is no list. */
  | { said: "other"; status: number; words: string; isNameUnknown: boolean; exchanges: string[] }
  | Unheard;

/** "set aside": the tag is there, and Refscope does not take what it names for a list; `isItself`: it is the image. */
export type TagAnswer =
  | { said: "list" | "empty"; isCut: boolean; exchanges: string[] }
  | { said: "set aside"; isItself: boolean; why: string; exchanges: string[] }
  | Unheard;

/** Of the ways that are told in full or not at all. */
export type PlainAnswer = { said: "list"; isCut: boolean; exchanges: string[] } | Unheard;

const INDEX_ROUTE = /\/v2\/.+\/referrers\//;

export class Answers {
  readonly #findings: ReadonlyMap<string, readonly Finding[]>;
  readonly #exchanges: ReadonlyMap<string, Exchange>;
  readonly #firstPages: Account["firstPages"];
  /** Each client asks the same of the same subjects. */
  readonly #api = new Map<string, ApiAnswer>();

  constructor({ findings, exchanges, firstPages }: Account) {
    this.#findings = Map.groupBy(findings, ({ subject }) => subject);
    this.#exchanges = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
    this.#firstPages = firstPages;
  }

  api(subject: string): ApiAnswer {
    const known = this.#api.get(subject) ?? this.#readApi(subject);
    this.#api.set(subject, known);
    return known;
  }

  #readApi(subject: string): ApiAnswer {
    const finding = this.#find(subject, "referrers-api");
    if (!finding) return notAsked("whether the referrers API lists anything for it");
    const { outcome, exchanges, truncated = false } = finding;
    const asked = this.#of(exchanges).filter(({ url }) => INDEX_ROUTE.test(url));
    if (outcome === "found" || outcome === "none") {
      const pages = asked.filter(({ status }) => status === 200);
      const contentType = pages[0]?.contentType ?? "";
      const firstPage = this.#firstPages?.get(subject);
      return { said: "list", contentType, isPaged: pages.length > 1, isCut: truncated, firstPage, exchanges };
    }
    return withoutList(asked.at(-1), finding);
  }

  tag(subject: string): TagAnswer {
    const finding = this.#find(subject, "referrers-tag");
    if (!finding) return notAsked("what its referrers tag names");
    const { outcome, exchanges, truncated: isCut = false, reason = "" } = finding;
    if (outcome === "found") return { said: "list", isCut, exchanges };
    if (outcome !== "none") return unheard("its referrers tag", finding);
    const route = `/manifests/${referrersTag(subject)}`;
    const read = this.#of(exchanges).find(({ url, status }) => status === 200 && url.endsWith(route));
    if (!read || reason === "") return { said: "empty", isCut: false, exchanges };
    const isItself = `sha256:${read.bodySha256 ?? ""}` === subject;
    return { said: "set aside", isItself, why: reason, exchanges };
  }

  cosignTags(subject: string): PlainAnswer {
    return this.#plain(subject, "cosign-tag", "its cosign tags");
  }

  tagPrefix(subject: string): PlainAnswer {
    return this.#plain(subject, "tag-listing", "the repository's tags");
  }

  #plain(subject: string, strategy: StrategyId, what: string): PlainAnswer {
    const finding = this.#find(subject, strategy);
    if (!finding) return notAsked(what);
    const { outcome, exchanges, truncated: isCut = false } = finding;
    if (outcome === "found" || outcome === "none") return { said: "list", isCut, exchanges };
    return unheard(what, finding);
  }

  #find(subject: string, strategy: StrategyId): Finding | undefined {
    return this.#findings.get(subject)?.find((finding) => finding.strategy === strategy);
  }

  #of(ids: readonly string[]): Exchange[] {
    return ids.map((id) => this.#exchanges.get(id)).filter((exchange) => exchange !== undefined);
  }
}

/** 401, 403, 429, 5xx and silence say nothing; 501 says that there is no such route. */
function withoutList(exchange: Exchange | undefined, finding: Finding): ApiAnswer {
  const { status } = exchange ?? {};
  const { exchanges } = finding;
  const isOpen = status === undefined || status === 401 || status === 403 || status === 429;
  if (isOpen || (status >= 500 && status !== 501)) return unheard("the referrers API", finding);
  if (status >= 300 && status < 400) {
    const why = `the registry sends this question elsewhere (${status}), where Refscope does not follow`;
    return { said: "nothing", why, exchanges };
  }
  const type = status === 200 ? ` with ${exchange?.contentType ?? "another type"}` : "";
  const isNameUnknown = /"NAME_UNKNOWN"/.test(exchange?.excerpt ?? "");
  return { said: "other", status, words: `${status}${type}`, isNameUnknown, exchanges };
}

function unheard(what: string, { outcome, reason, exchanges }: Finding): Unheard {
  const words = reason ?? outcome.replace("-", " ");
  return { said: "nothing", why: `Refscope could not check ${what}: ${words}`, exchanges };
}

function notAsked(what: string): Unheard {
  return { said: "nothing", why: `Refscope did not ask ${what}`, exchanges: [] };
}
