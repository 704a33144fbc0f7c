// POST and PUT a whole blob, and DELETE of an upload that came to nothing. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#post-then-put
import type { Reply } from "../auth/authorised-sender.ts";
import { digestBytes, type HashAlgorithm } from "../hash.ts";
import type { Answer, Refusal } from "../registry.ts";
import type { PushedBlob } from "../writable.ts";
import type { Call } from "./call.ts";
import { endpoint } from "./endpoint.ts";

/** How long an upload's calling off may take: whoever pushed waits for it. */
const CALL_OFF_MS = 5000;

/** Opens an upload, and ends it with all bytes at once. */
export async function pushBlob(
  call: Call,
  repository: string,
  bytes: Uint8Array,
  algorithm: HashAlgorithm = "sha256",
): Promise<Answer<PushedBlob>> {
  const digest = digestBytes(bytes, algorithm);
  const uploads = endpoint(call.home, ["v2", repository, "blobs/uploads"]);
  uploads.pathname += "/";
  const opened = await call.ask({ method: "POST", url: uploads, repository, deed: "push" });
  if (opened.status !== 202) return call.refused(opened);
  const place = uploadPlace(call, opened);
  if (!(place instanceof URL)) return place;
  const url = new URL(place);
  // As text: the registry's own query may be signed, and must not be written anew.
  url.search = `${place.search === "" ? "?" : `${place.search}&`}digest=${encodeURIComponent(digest)}`;
  const headers = { "content-type": "application/octet-stream" };
  const upload = { repository, referredBy: opened.url } as const;
  let answer: Answer<PushedBlob> | undefined;
  try {
    const done = await call.ask({ ...upload, method: "PUT", url, deed: "push", body: bytes, headers });
    answer = done.status === 201 ? call.found({ digest }, done.status) : call.refused(done);
    return answer;
  } finally {
    if (!answer?.found) await callOff(call, { ...upload, url: place });
  }
}

/** An upload that stays open takes up room until the registry drops it. Never throws: the push's own end is what counts. */
async function callOff(
  call: Call,
  { url, ...upload }: { url: URL; repository: string; referredBy: URL },
): Promise<void> {
  const late = call.within(AbortSignal.timeout(CALL_OFF_MS));
  await late.ask({ ...upload, method: "DELETE", url, deed: "delete" }).catch(() => {});
}

/**
 * Where the bytes go: "Location: <location>", absolute or relative. Only the registry itself is sent what was meant
 * for it, and only there its token is worth anything.
 */
function uploadPlace(call: Call, opened: Reply): URL | Refusal {
  const { location } = opened.headers;
  const place = location === undefined ? null : URL.parse(location, opened.url);
  if (!place) {
    const reason = "The registry opened an upload and did not say where it is, so it stays open there.";
    return call.refused(opened, reason);
  }
  if (place.origin === call.home.origin) {
    place.hash = "";
    return place;
  }
  const reason = `The registry wants the upload sent to ${place.origin}. Refscope writes only to the registry itself, so the upload stays open.`;
  return { ...call.refused(opened, reason), redirectedTo: place.origin };
}
