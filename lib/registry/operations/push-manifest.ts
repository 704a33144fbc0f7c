// PUT a manifest. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests
import { ExplorerError } from "#lib/errors";
import { isDigest, parseDigest } from "#lib/oci";
import { digestBytes, isHashAlgorithm } from "../hash.ts";
import type { Answer } from "../registry.ts";
import type { ManifestPush, PushConditions, PushedManifest } from "../writable.ts";
import type { Call } from "./call.ts";
import { endpoint } from "./endpoint.ts";

/** Sends the bytes as they are, under a tag or under a digest that they have. */
export async function pushManifest(
  call: Call,
  repository: string,
  reference: string,
  manifest: ManifestPush,
  { ifMatch, ifNoneMatch }: PushConditions,
): Promise<Answer<PushedManifest>> {
  const { bytes, mediaType } = manifest;
  const digest = digestFor(reference, bytes);
  const headers: Record<string, string> = { "content-type": mediaType };
  if (ifMatch !== undefined) headers["if-match"] = ifMatch;
  if (ifNoneMatch !== undefined) headers["if-none-match"] = ifNoneMatch;
  const url = endpoint(call.home, ["v2", repository, "manifests", reference]);
  const reply = await call.ask({ method: "PUT", url, repository, deed: "push", body: bytes, headers });
  if (reply.status !== 201) return call.refused(reply);
  const { etag, "oci-subject": ociSubject, "docker-content-digest": claimed = digest } = reply.headers;
  const kept =
    claimed === digest ? {} : isDigest(claimed) ? { registryDigest: claimed } : { oddDigest: claimed };
  return call.found({ digest, ...kept, ociSubject, etag }, reply.status);
}

/** The digest to know the manifest by. Throws bad-request when the bytes do not have the one that is asked for. */
function digestFor(reference: string, bytes: Uint8Array): string {
  if (!reference.includes(":")) return digestBytes(bytes);
  const algorithm = isDigest(reference) ? parseDigest(reference).algorithm : "";
  if (isHashAlgorithm(algorithm) && digestBytes(bytes, algorithm) === reference) return reference;
  throw new ExplorerError("bad-request", { detail: "A manifest is pushed by a tag or by its own digest." });
}
