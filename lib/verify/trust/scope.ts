// What may stand in "for": each entry becomes the name that repositories are held against, or is refused.
import { DOCKER_HUB, readHost } from "#lib/oci";
import { placeOf } from "./place.ts";

/** Places as `placeOf` names them, or the rest of a sentence on what is wrong. */
export type ReadScope = { places: string[] } | { why: string };

const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const WHAT = 'is no registry ("registry.example") and no repository in one ("registry.example/org")';

/**
 * A registry, or a repository and what lies under it. On Docker Hub one name alone is both an official image and all that
 * its namesake has there, so it stands for the two.
 */
export function readScope(text: string): ReadScope {
  const [host = "", ...rest] = text.split("/");
  const read = readHost(host);
  if ("sentence" in read) {
    const written = read.candidate === undefined ? "" : `. Write "${[read.candidate, ...rest].join("/")}"`;
    return { why: `${WHAT}: ${read.sentence.replace(/\.$/, "")}${written}` };
  }
  if (rest.length === 0) return { places: [placeOf(text)] };
  const repository = rest.join("/");
  if (!REPOSITORY.test(repository)) return { why: `${WHAT}: ${repositoryFlaw(host, repository)}` };
  const place = placeOf(text);
  return {
    places:
      place === `${DOCKER_HUB}/library/${repository}` ? [place, `${DOCKER_HUB}/${repository}`] : [place],
  };
}

/** As `readScope`, of repositories without their registry. */
export function readRepository(text: string): ReadScope {
  return REPOSITORY.test(text) ? { places: [text] } : { why: "is no repository" };
}

function repositoryFlaw(host: string, repository: string): string {
  const lower = repository.toLowerCase();
  if (REPOSITORY.test(lower)) return `a repository has no capital letters. Write "${host}/${lower}"`;
  return "a repository has lower-case letters and digits, joined by . _ __ or -, and parts with / between them";
}
