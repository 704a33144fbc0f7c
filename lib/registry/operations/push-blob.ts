// POST and PUT a whole blob. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#post-then-put
import type { Reply } from "../auth/authorised-sender.ts";
import { digestBytes, type HashAlgorithm } from "../hash.ts";
import type { Answer, Refusal } from "../registry.ts";
import type { PushedBlob } from "../writable.ts";
import type { Call } from "./call.ts";
import { endpoint } from "./endpoint.ts";

/** Opens an upload, and ends it with all bytes at once. */
export async function pushBlob(
  call: Call,
  repository: string,
  bytes: Uint8Array,
  algorithm: HashAlgorithm = "sha256",
): Promise<Answer<PushedBlob>> {
  const digest = digestBytes(bytes, algorithm);
  const url = endpoint(call.home, ["v2", repository, "blobs/uploads"]);
  url.pathname += "/";
  const opened = await call.ask({ method: "POST", url, repository, deed: "push" });
  if (opened.status !== 202) return call.refused(opened);
  const place = uploadPlace(call, opened);
  if (!(place instanceof URL)) return place;
  // As text: the registry's own query may be signed, and must not be written anew.
  place.search = `${place.search === "" ? "?" : `${place.search}&`}digest=${encodeURIComponent(digest)}`;
  const done = await call.ask({
    method: "PUT",
    url: place,
    referredBy: opened.url,
    repository,
    deed: "push",
    body: bytes,
    headers: { "content-type": "application/octet-stream" },
  });
  return done.status === 201 ? call.found({ digest }, done.status) : call.refused(done);
}

/**
 * Where the bytes go: "Location: <location>", absolute or relative. Only the registry itself is sent what was meant
 * for it, and only there its token is worth anything.
 */
function uploadPlace(call: Call, opened: Reply): URL | Refusal {
  const { location } = opened.headers;
  const place = location === undefined ? null : URL.parse(location, opened.url);
  if (!place) return call.refused(opened, "The registry opened an upload and did not say where it is.");
  if (place.origin === call.home.origin) {
    place.hash = "";
    return place;
  }
  const reason = `The registry wants the upload sent to ${place.origin}. Refscope writes only to the registry itself.`;
  return { ...call.refused(opened, reason), redirectedTo: place.origin };
}
