// DELETE a manifest, a tag or a blob. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#content-management
import type { Answer } from "../registry.ts";
import type { Call } from "./call.ts";
import { endpoint } from "./endpoint.ts";

/** 202 is the specification's yes; 200 and 204 are HTTP's. */
const DONE = new Set([200, 202, 204]);

/** `reference` is a tag or digest of a manifest, or a blob's digest. That it is gone is the registry's word. */
export async function deleteContent(
  call: Call,
  repository: string,
  kind: "manifests" | "blobs",
  reference: string,
): Promise<Answer<undefined>> {
  const url = endpoint(call.home, ["v2", repository, kind, reference]);
  const reply = await call.ask({ method: "DELETE", url, repository, deed: "delete" });
  return DONE.has(reply.status) ? call.found(undefined, reply.status) : call.refused(reply);
}
