// The lists of tags and of repositories. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags
import type { Call } from "../call.ts";
import { asciiSorted, nextLink, pageNumber, pageOf } from "../paging.ts";
import { errorReply, type Headers, jsonReply, noRouteReply, type Reply } from "../reply.ts";

/** `GET /v2/<name>/tags/list` */
export function serveTags(call: Call): Reply {
  const { repository, switches } = call;
  if (!switches.tagsList) return noRouteReply();
  const known = call.store.repositories.get(repository);
  if (!known) return errorReply(404, "NAME_UNKNOWN", "repository name not known to registry");
  const names = switches.tagsUnsorted ? [...known.tags.keys()] : asciiSorted(known.tags.keys());
  if (switches.tagsIgnoreN) return jsonReply(200, { name: repository, tags: names });
  const page = requestedPage(call, names, switches.tagsMaxN, switches.tagsPageSize);
  if (!page) return badNumberReply();
  const tags = page.items.length === 0 && switches.tagsNull ? null : page.items;
  return jsonReply(200, { name: repository, tags }, page.headers);
}

/** `GET /v2/_catalog`, distribution's own. */
export function serveCatalog(call: Call): Reply {
  if (!call.switches.catalog) return noRouteReply();
  const page = requestedPage(call, asciiSorted(call.store.repositories.keys()), 0, 0);
  return page ? jsonReply(200, { repositories: page.items }, page.headers) : badNumberReply();
}

function badNumberReply(): Reply {
  return errorReply(400, "PAGINATION_NUMBER_INVALID", "invalid number of results requested");
}

/** The page that `n` and `last` ask for, with its Link; undefined when `n` is not acceptable. */
function requestedPage(
  call: Call,
  names: readonly string[],
  maxN: number,
  pageSize: number,
): { items: string[]; headers: Headers } | undefined {
  const n = pageNumber(call, maxN);
  if (n === null) return undefined;
  const size = pageSize > 0 ? Math.min(n ?? pageSize, pageSize) : n;
  const page = pageOf(names, call.url.searchParams.get("last"), size);
  const last = page.items.at(-1);
  const more = page.more || (call.switches.linkStyle === "endless" && size !== undefined);
  const headers = more && last !== undefined ? nextLink(call, { n: String(size), last }) : {};
  return { items: page.items, headers };
}
