// Tags that carry a digest in their name: the referrers tag and cosign's three.
import { hexLength, parseDigest } from "./digest.ts";

const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const COSIGN_SUFFIXES = [".sig", ".att", ".sbom"] as const;

/**
 * A tag that was made from a digest. `encoded` is what stands in the tag; `digest` is rebuilt from it only when
 * nothing was cut off. `suffix` keeps its first character: ".sig", ".att", ".sbom", or whatever follows.
 */
export type DigestTag = { algorithm: string; encoded: string; suffix?: string; digest?: string };

/**
 * The one tag under which a registry without the referrers API keeps a subject's referrers. Throws bad-reference
 * when `digest` is none.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema: the algorithm is
 * cut to 32 characters, the encoded part to 64, and any character a tag may not have becomes "-".
 */
export function referrersTag(digest: string): string {
  const { algorithm, encoded } = parseDigest(digest);
  return `${algorithm.slice(0, 32)}-${encoded.slice(0, 64)}`.replace(/[^A-Za-z0-9._-]/g, "-");
}

/**
 * The tags where cosign keeps signatures, attestations and SBOMs, in this order. cosign cuts and replaces nothing, so
 * there are none where they would be no tags: for sha512 they are longer than the 128 characters of a tag.
 */
export function cosignTags(digest: string): string[] {
  const { algorithm, encoded } = parseDigest(digest);
  return COSIGN_SUFFIXES.map((suffix) => `${algorithm}-${encoded}${suffix}`).filter((tag) => TAG.test(tag));
}

/**
 * Reads a tag that was made from a digest: `<alg>-<encoded>` with or without a suffix. Only algorithms of known
 * length are recognised, since `main-<commit>` is a common tag of another meaning.
 */
export function parseDigestTag(tag: string): DigestTag | undefined {
  const match = /^([a-z0-9]{1,32})-([0-9a-f]{64,128})(?:([._-].{0,64}))?$/.exec(tag);
  if (!match) return undefined;
  const [, algorithm = "", encoded = "", suffix] = match;
  const whole = hexLength(algorithm);
  // Either the whole digest, or the first 64 digits of a longer one.
  if (whole === undefined || (encoded.length !== whole && encoded.length !== 64)) return undefined;
  return {
    algorithm,
    encoded,
    ...(suffix === undefined ? {} : { suffix }),
    ...(encoded.length === whole ? { digest: `${algorithm}:${encoded}` } : {}),
  };
}

/** Whether a tag is bookkeeping of a tool and not a name that a person gave. */
export function isHiddenTag(tag: string): boolean {
  return parseDigestTag(tag) !== undefined;
}
