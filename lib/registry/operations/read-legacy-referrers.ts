// The referrers APIs from before the specification's own: ORAS's two, and the working group's test API.
import { type Descriptor, parseDigest, type ReferrersIndex } from "#lib/oci";
import { nextPage, resolvePage } from "../link.ts";
import type { Answer, Listed } from "../registry.ts";
import type { Call } from "./call.ts";
import { readDescriptorList } from "./descriptor-list.ts";
import { endpoint } from "./endpoint.ts";
import { readPages } from "./paging.ts";

const MAX_REFERRERS = 10_000;

/**
 * "ext": `_oras/artifacts/referrers` below the repository; "v1": the older path beside /v2/.
 * https://github.com/oras-project/artifacts-spec/blob/main/manifest-referrers-api.md
 */
export function readOrasReferrers(
  call: Call,
  repository: string,
  digest: string,
  form: "ext" | "v1",
): Promise<Answer<Listed<Descriptor>>> {
  const { text } = parseDigest(digest);
  const url =
    form === "ext"
      ? endpoint(call.home, ["v2", repository, "_oras", "artifacts", "referrers"], { digest: text })
      : endpoint(call.home, ["oras", "artifacts", "v1", repository, "manifests", text, "referrers"]);
  return readList(call, repository, url, "oras-list");
}

/** Proposal E's way to try the API out as an extension. */
export function readWorkingGroupReferrers(
  call: Call,
  repository: string,
  digest: string,
): Promise<Answer<Listed<Descriptor>>> {
  const { text } = parseDigest(digest);
  const path = ["v2", repository, "_oci", "artifacts", "referrers"];
  return readList(call, repository, endpoint(call.home, path, { digest: text }));
}

function readList(
  call: Call,
  repository: string,
  url: URL,
  form?: ReferrersIndex["form"],
): Promise<Answer<Listed<Descriptor>>> {
  return readPages<Descriptor>(call, {
    repository,
    first: { url, accept: "application/json" },
    otherwise: (reply) => (reply.status === 406 ? { url, accept: "*/*" } : undefined),
    read: (reply) => {
      const index = readDescriptorList(reply, form);
      if ("notAList" in index) return index;
      const { manifests: items, dropped } = index;
      if (index.truncated) return { items, dropped, next: { stop: index.truncated } };
      // Earlier drafts named the next page in the body.
      const inBody = index.nextLink ? resolvePage(index.nextLink, reply.url) : undefined;
      return { items, dropped, next: nextPage(reply) ?? inBody };
    },
    keyOf: ({ digest }) => digest,
    maxItems: MAX_REFERRERS,
    noun: "referrers",
  });
}
