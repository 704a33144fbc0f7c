// Digests and names as a registry checks them. Written apart from lib/oci on purpose: the client is tested
// against this server, and a mistake that both shared would not be seen.
import { createHash } from "node:crypto";

const HEX_LENGTH = new Map([
  ["sha256", 64],
  ["sha512", 128],
]);

/** The algorithm of a well-formed digest that can be computed here; undefined for anything else. */
export function digestAlgorithm(digest: string): string | undefined {
  const colon = digest.indexOf(":");
  const algorithm = digest.slice(0, colon);
  const length = HEX_LENGTH.get(algorithm);
  if (length === undefined || digest.length !== colon + 1 + length) return undefined;
  return /^[0-9a-f]+$/.test(digest.slice(colon + 1)) ? algorithm : undefined;
}

/** `<algorithm>:<hex>` over the bytes. */
export function digestOf(bytes: Uint8Array, algorithm = "sha256"): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema */
export function referrersTagOf(digest: string): string {
  const colon = digest.indexOf(":");
  const clean = (text: string, length: number) => text.slice(0, length).replace(/[^A-Za-z0-9._-]/g, "-");
  return `${clean(digest.slice(0, colon), 32)}-${clean(digest.slice(colon + 1), 64)}`;
}

/** The digest that a tag `sha256-<hex>` or `sha512-<hex>` spells in full; undefined for other tags. */
export function digestInTag(tag: string): string | undefined {
  const digest = tag.replace("-", ":");
  return digestAlgorithm(digest) ? digest : undefined;
}

const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/** A repository name by the specification's grammar, at most 255 characters. */
export function isRepositoryName(segments: readonly string[]): boolean {
  return segments.length > 0 && segments.join("/").length <= 255 && segments.every((s) => COMPONENT.test(s));
}

export function isTag(text: string): boolean {
  return /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/.test(text);
}
