// From a tag to a digest, by HEAD where the registry tells enough.
import { ACCEPT_MANIFESTS, isDigest, mediaTypeEssence, parseDigest } from "#lib/oci";
import type { Reply } from "../auth/authorised-sender.ts";
import type { RecentMap } from "../recent-map.ts";
import type { Answer, ResolveAnswer } from "../registry.ts";
import type { Call } from "./call.ts";
import { endpoint } from "./endpoint.ts";
import { readManifest } from "./read-manifest.ts";

/**
 * HEAD costs no pull (Docker Hub counts GETs). When it names no digest or no manifest's type, or is not served (404 or
 * 405 though a GET may be), the manifest itself is read. `servesHead` remembers the origins whose HEAD has found
 * something: there a 404 is the answer, unless its code is wanted, which no HEAD can bear. A digest is its own answer,
 * if the header does not contradict it.
 */
export async function resolveReference(
  call: Call,
  repository: string,
  reference: string,
  { servesHead, withCode = false }: { servesHead: RecentMap<true>; withCode?: boolean },
): Promise<Answer<ResolveAnswer>> {
  if (reference.includes(":")) parseDigest(reference);
  const url = endpoint(call.home, ["v2", repository, "manifests", reference]);
  const reply = await call.ask({ method: "HEAD", url, repository, headers: { accept: ACCEPT_MANIFESTS } });
  if (reply.status === 200) {
    const digest = headDigest(reply, reference);
    const mediaType = headMediaType(reply);
    servesHead.set(call.home.origin, true);
    if (digest && mediaType) return call.found({ digest, mediaType, size: sizeOf(reply), by: "HEAD" });
  } else if (!mayBeHeadOnly(reply) || (servesHead.get(call.home.origin) && !withCode)) {
    return call.refused(reply);
  }
  const answer = await readManifest(call, repository, reference, {});
  if (!answer.found) return answer;
  const { digest, mediaType, bytes } = answer.value;
  return call.found({ digest, mediaType, size: bytes.length, by: "GET", manifest: answer.value });
}

function mayBeHeadOnly({ status }: Reply): boolean {
  return status === 404 || status === 405;
}

function headDigest(reply: Reply, reference: string): string | undefined {
  const header = reply.headers["docker-content-digest"];
  if (header === undefined || !isDigest(header)) return undefined;
  if (!reference.includes(":") || header === reference) return header;
  // "MAY use another algorithm"; of the same one it contradicts, and the bytes decide.
  return algorithmOf(header) === algorithmOf(reference) ? undefined : reference;
}

/** Nothing for what every web server sends of itself ("text/html", "application/json"). */
function headMediaType(reply: Reply): string | undefined {
  const mediaType = mediaTypeEssence(reply.headers["content-type"] ?? "");
  return mediaType.startsWith("application/vnd.") ? mediaType : undefined;
}

function algorithmOf(digest: string): string {
  return digest.slice(0, digest.indexOf(":"));
}

function sizeOf(reply: Reply): number | undefined {
  const size = reply.headers["content-length"];
  return size !== undefined && /^\d{1,15}$/.test(size) ? Number(size) : undefined;
}
