// Tags and repositories: lists of names, paged by Link, by `last`, or not at all.
import { isJsonObject, parseJson } from "#lib/oci";
import type { Reply } from "../auth/authorised-sender.ts";
import { errorCodeOf } from "../error-body.ts";
import { nextPage } from "../link.ts";
import type { Answer, Listed } from "../registry.ts";
import type { Call } from "./call.ts";
import { endpoint } from "./endpoint.ts";
import { type Page, readPages } from "./paging.ts";

const MAX_NAMES = 10_000;
/** The most that ECR, ACR, Cloudflare's and distribution's registries allow; ECR and Cloudflare refuse more. */
const PAGE_SIZE = 1000;

/** `GET /v2/<name>/tags/list`, in the registry's order, each tag once. */
export function listTags(
  call: Call,
  repository: string,
  { maxTags = MAX_NAMES, maxPages }: { maxTags?: number; maxPages?: number } = {},
): Promise<Answer<Listed<string>>> {
  const path = ["v2", repository, "tags", "list"];
  return listNames(call, path, "tags", { maxItems: maxTags, maxPages, repository });
}

/** `GET /v2/_catalog`, where a registry serves it. */
export function listRepositories(call: Call, maxRepositories = MAX_NAMES): Promise<Answer<Listed<string>>> {
  return listNames(call, ["v2", "_catalog"], "repositories", { maxItems: maxRepositories });
}

function listNames(
  call: Call,
  path: string[],
  field: "tags" | "repositories",
  { maxItems, maxPages, repository }: { maxItems: number; maxPages?: number; repository?: string },
): Promise<Answer<Listed<string>>> {
  const accept = "application/json";
  const bare = endpoint(call.home, path);
  return readPages(call, {
    repository,
    first: { url: endpoint(call.home, path, { n: String(PAGE_SIZE) }), accept },
    otherwise: (reply) => (refusesSize(reply) ? { url: bare, accept } : undefined),
    read: (reply) => readNames(reply, field),
    keyOf: (name) => name,
    maxItems,
    maxPages,
    noun: field,
  });
}

/** ECR answers UNSUPPORTED (go-containerregistry#681), distribution 3.0 400 PAGINATION_NUMBER_INVALID. */
function refusesSize(reply: Reply): boolean {
  return reply.status === 400 || (reply.status === 405 && errorCodeOf(reply.body) === "UNSUPPORTED");
}

function readNames(reply: Reply, field: string): Page<string> {
  const json = readJson(reply);
  if (!json || !(field in json)) return { notAList: `the body holds no ${field}` };
  const value = json[field];
  // Go writes an empty list as null.
  if (value !== null && !Array.isArray(value)) return { notAList: `the body's ${field} are no list` };
  const entries: unknown[] = value ?? [];
  const items = entries.filter((name): name is string => typeof name === "string" && name !== "");
  const next = nextPage(reply) ?? guessNext(reply, entries.length, items.at(-1));
  return { items, dropped: entries.length - items.length, next };
}

/**
 * A page of exactly the size asked for, without a Link: the list may go on ("last"), or be that long. A registry
 * that ignores `n` sends more, one at its end fewer.
 */
function guessNext(reply: Reply, size: number, last: string | undefined): { guess: URL } | undefined {
  if (last === undefined || String(size) !== reply.url.searchParams.get("n")) return undefined;
  const guess = new URL(reply.url);
  guess.searchParams.set("last", last);
  return { guess };
}

function readJson(reply: Reply): Record<string, unknown> | undefined {
  try {
    const { value } = parseJson(reply.body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
