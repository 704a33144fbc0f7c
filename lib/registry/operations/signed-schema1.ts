// Docker schema 1 with signatures: the one manifest whose digest is not that of its bytes.
import { isJsonObject, parseJson } from "#lib/oci";

/**
 * The bytes that were signed, and that the digest covers: the beginning of the document up to `formatLength`, then
 * `formatTail`, as its first signature's protected header says. Nothing when there is no such signature.
 * https://distribution.github.io/distribution/spec/manifest-v2-1/#signed-manifests
 */
export function signedPayload(bytes: Uint8Array): Uint8Array | undefined {
  const { value: json } = parseJson(bytes);
  const signatures = isJsonObject(json) && Array.isArray(json.signatures) ? json.signatures : [];
  const first: unknown = signatures[0];
  if (!isJsonObject(first) || typeof first.protected !== "string") return undefined;
  const { value: header } = parseJson(Buffer.from(first.protected, "base64url"), { maxTokens: 100 });
  if (!isJsonObject(header)) return undefined;
  const { formatLength, formatTail } = header;
  if (typeof formatLength !== "number" || typeof formatTail !== "string") return undefined;
  if (!Number.isInteger(formatLength) || formatLength < 0 || formatLength > bytes.length) return undefined;
  return Buffer.concat([bytes.subarray(0, formatLength), Buffer.from(formatTail, "base64url")]);
}
