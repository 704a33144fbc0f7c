// GET _oci/ext/discover: https://github.com/opencontainers/distribution-spec/blob/main/extensions/_oci.md
import { isJsonObject, parseJson } from "#lib/oci";
import type { Reply } from "../auth/authorised-sender.ts";
import type { Answer, Extension } from "../registry.ts";
import type { Call } from "./call.ts";
import { endpoint } from "./endpoint.ts";

const MAX_EXTENSIONS = 200;

/**
 * Of a repository, or of the registry itself. A 200 whose JSON has no list of `extensions` is a refusal. An entry
 * without `endpoints` is kept, as the upgrade path's own example leaves them out.
 */
export async function listExtensions(call: Call, repository?: string): Promise<Answer<Extension[]>> {
  const url = endpoint(call.home, ["v2", ...(repository ? [repository] : []), "_oci", "ext", "discover"]);
  const headers = { accept: "application/json" };
  const reply = await call.ask({ method: "GET", url, repository, headers, redirects: "same-origin" });
  if (reply.status !== 200) return call.refused(reply);
  const entries = entriesOf(reply);
  if (!entries) return call.refused(reply, "The body is no list of extensions.");
  const read = entries.slice(0, MAX_EXTENSIONS).map(readExtension);
  return call.found(read.filter((extension) => extension !== undefined));
}

/** Go writes an empty list as null. */
function entriesOf(reply: Reply): unknown[] | undefined {
  try {
    const { value } = parseJson(reply.body);
    if (!isJsonObject(value) || value.extensions === undefined) return undefined;
    if (value.extensions === null) return [];
    return Array.isArray(value.extensions) ? value.extensions : undefined;
  } catch {
    return undefined;
  }
}

function readExtension(entry: unknown): Extension | undefined {
  if (!isJsonObject(entry) || typeof entry.name !== "string") return undefined;
  const { name, url, description, endpoints } = entry;
  return {
    name,
    ...(typeof url === "string" && { url }),
    ...(typeof description === "string" && { description }),
    endpoints: Array.isArray(endpoints) ? endpoints.filter((value) => typeof value === "string") : [],
  };
}
