// Why a probe read no image where one was named: it is not there, is not shown, or could not be asked for.
import type { UnreadPlace } from "#lib/api";
import type { Missing } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import type { Answer, Refusal, Registry } from "#lib/registry";
import { unknownThing } from "#lib/upgrade";
import { answerWords, whatIsMissing } from "./explore-missing.ts";

const STATES: Record<Missing, UnreadPlace["state"]> = {
  repository: "no-repository",
  image: "no-image",
  either: "no-such",
};

/** Where a person had the probe look, the digest that it read there, and the requests that it sent. */
type Looked = {
  repository: string | undefined;
  reference: string | undefined;
  subject: string | undefined;
  exchanges: readonly Exchange[];
};

/**
 * Reads it off the last request for the image, or for the tags where none was picked. Only a 404 is asked about once
 * more, since a HEAD cannot say what is missing. Undefined where an image was read, where no repository was named, and
 * for one that has nothing to read. Never throws.
 */
export async function unreadPlace(registry: Registry, looked: Looked): Promise<UnreadPlace | undefined> {
  const { repository, reference, subject, exchanges } = looked;
  if (repository === undefined || subject !== undefined) return undefined;
  const last = lastOf(exchanges, "resolve") ?? lastOf(exchanges, "tag list");
  if (!last || (last.purpose === "tag list" && last.status === 200)) return undefined;
  const seen = { reference, answered: last.status ? `${last.status}` : "nothing", exchanges: [last.id] };
  if (last.status === 401 || last.status === 403) return { ...seen, state: "denied" };
  if (last.status === 429) return { ...seen, state: "rate-limited" };
  if (last.status !== 404) return { ...seen, state: "failed" };
  const refusal = await askedAgain(registry, repository, last.purpose === "resolve" ? reference : undefined);
  if (!refusal) return { ...seen, state: "no-such" };
  const isTagList = last.purpose !== "resolve";
  if (isTagList) {
    const state = unknownThing(refusal.errorCode) === "repository" ? "no-repository" : "no-such";
    return { state, answered: answerWords(refusal), exchanges: idsOf(refusal.exchanges) };
  }
  const gone = await whatIsMissing(registry, repository, refusal);
  return {
    reference,
    state: STATES[gone.missing],
    answered: gone.answered,
    exchanges: idsOf(gone.exchanges),
  };
}

/** The same 404 once more, with a body; undefined where it is another answer now. */
async function askedAgain(
  registry: Registry,
  repository: string,
  reference: string | undefined,
): Promise<Refusal | undefined> {
  const purpose = "what is missing";
  const asked: Promise<Answer<unknown>> =
    reference === undefined
      ? registry.tags(repository, { purpose, maxTags: 1, maxPages: 1 })
      : registry.manifest(repository, reference, { purpose });
  const answer = await asked.catch(() => undefined);
  return answer && !answer.found && answer.status === 404 ? answer : undefined;
}

function lastOf(exchanges: readonly Exchange[], purpose: string): Exchange | undefined {
  return exchanges.findLast((exchange) => exchange.purpose === purpose);
}

function idsOf(exchanges: readonly Exchange[]): string[] {
  return exchanges.map(({ id }) => id);
}
