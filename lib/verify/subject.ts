// Whether the signed content names this very digest: the one stage that no signature library makes.
import { createHash } from "node:crypto";
import type { Check } from "#lib/evidence";
import { mediaTypeEssence } from "#lib/oci";
import type { Named } from "./content/payload.ts";
import type { About } from "./signed.ts";
import { counted, shown } from "./words.ts";

/** "unknown": nothing that it names can be compared with the digest that is known. */
export type SubjectMatch = Pick<Check, "result" | "detail"> & { match: "this" | "other" | "unknown" };

const HASHES = ["sha256", "sha384", "sha512"];
const INDEX = /^application\/vnd\.(oci\.image\.index\.v1|docker\.distribution\.manifest\.list\.v2)\+json$/;

/**
 * Any of the digests may be it, in the algorithm in which it is known; with the bytes at hand, in others too. `isCut`: there
 * are more than were read, so that what was not found may still be named.
 */
export function matchSubject(names: readonly Named[], about: About, isCut = false): SubjectMatch {
  const known = digestsOf(about);
  const what = describe(about);
  if (names.length === 0) {
    return { match: "other", result: "failed", detail: `It names no digest, so it is not about ${what}.` };
  }
  const comparable = comparableOf(names);
  const found = known.find((digest) => comparable.has(digest));
  if (found !== undefined)
    return { match: "this", result: "passed", detail: `It names ${what}: ${shown(found)}.` };
  const platform = about.platforms.find(({ digest }) => comparable.has(digest));
  if (platform)
    return {
      match: "other",
      result: "failed",
      detail: `It names the platform ${shown(platform.name)} (${shown(platform.digest)}), not ${what} (${shown(about.digest)}).`,
    };
  if (isCut)
    return {
      match: "unknown",
      result: "not-checked",
      detail: `It names more than ${names.length} digests; ${shown(about.digest)} is not among the first ${names.length}, and the rest are not read.`,
    };
  const algorithms = known.map(algorithmOf).filter((algorithm) => HASHES.includes(algorithm));
  if (!names.some(({ algorithm }) => algorithms.includes(algorithm)))
    return {
      match: "unknown",
      result: "not-checked",
      detail: `It names ${listed(names)}, which cannot be compared with ${shown(about.digest)}.`,
    };
  return {
    match: "other",
    result: "failed",
    detail: `It names ${listed(names)}, not ${what} (${shown(about.digest)}).`,
  };
}

/** "this platform linux/amd64", "the index", "the digest that was asked for", "what it is attached to". */
function describe(about: About): string {
  const platform = about.platforms.find(({ digest }) => digest === about.digest);
  if (platform) return `this platform ${shown(platform.name)}`;
  if (about.platforms.length > 0 || INDEX.test(mediaTypeEssence(about.mediaType ?? ""))) return "the index";
  return about.isGiven ? "the digest that was asked for" : "what it is attached to";
}

function digestsOf({ digest, bytes }: About): string[] {
  if (!bytes) return [digest];
  return [
    digest,
    ...HASHES.map((algorithm) => `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`),
  ];
}

function algorithmOf(digest: string): string {
  return digest.slice(0, digest.indexOf(":"));
}

/** Other algorithms prove nothing: who has time makes two contents of one digest. */
function comparableOf(names: readonly Named[]): ReadonlySet<string> {
  const own = names.filter(({ algorithm }) => HASHES.includes(algorithm));
  return new Set(own.map(({ algorithm, encoded }) => `${algorithm}:${encoded}`));
}

function listed(names: readonly Named[]): string {
  const [first] = names;
  const text = first ? shown(`${first.algorithm}:${first.encoded}`) : "nothing";
  return names.length > 1 ? `${counted(names.length, "digest", "digests")}, first ${text}` : text;
}
