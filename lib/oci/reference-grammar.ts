// The grammar of references as Docker reads them, after https://github.com/distribution/reference.
import { digestFlaw, hexLength, isDigest } from "./digest.ts";
import { isHiddenTag } from "./tags.ts";

/**
 * A parsed reference. `registry` is named as Docker names it ("docker.io", "ghcr.io", "localhost:5000"), at least
 * one of `tag` and `digest` is there, `text` is the canonical `registry/repository:tag@digest`.
 */
export type Reference = { registry: string; repository: string; tag?: string; digest?: string; text: string };

/** What is wrong: `[start, end)` of the text, a sentence, and a text that may be meant (not checked yet). */
export type Flaw = { start: number; end: number; sentence: string; candidate?: string };

export const MAX_REFERENCE = 512;
const MAX_REPOSITORY = 255;
const MAX_TAG = 128;
const MAX_HOST = 253;

export const DOCKER_HUB = "docker.io";
/** Docker Hub's other names in references. They all mean docker.io (splitDockerDomain, and what people copy). */
const DOCKER_HUB_NAMES = new Set([
  DOCKER_HUB,
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com",
]);

const HOST = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*$/;
const PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/** The parts of a text with their offsets, before any of them was checked. */
type Split = {
  text: string;
  host?: string;
  repositoryAt: number;
  repository: string;
  tagAt: number;
  tag?: string;
  digest?: string;
};

/** Reads a bare reference. A flaw is returned, not thrown, so that a suggestion can be tried. */
export function readReference(text: string): Reference | Flaw {
  const flaw = wholeFlaw(text);
  if (flaw) return flaw;
  const split = splitReference(text);
  return (
    hostFlaw(split) ?? repositoryFlaw(split) ?? tagFlaw(split) ?? digestPartFlaw(split) ?? toReference(split)
  );
}

/**
 * Reads a registry's host alone, as it stands before the first slash of a reference: "ghcr.io", "localhost:5000".
 * Nothing is taken off, no command and no path; the name that comes back is canonical.
 */
export function readHost(text: string): { registry: string } | Flaw {
  const whole = { start: 0, end: text.length };
  if (text === "")
    return { ...whole, sentence: "There is no host here. Write registry.example.com or localhost:5000." };
  const space = /\s+/.exec(text);
  if (space) {
    const end = space.index + space[0].length;
    return { start: space.index, end, sentence: "A registry's host has no spaces." };
  }
  const flaw = hostFlaw({ text, host: text });
  if (flaw) return { ...flaw, candidate: suggestHost(flaw.candidate) };
  if (isHost(text.toLowerCase())) return { registry: canonicalRegistry(text) };
  return {
    ...whole,
    sentence:
      "A registry's host has a dot or a port. Without either it reads as part of a name on Docker Hub.",
  };
}

function suggestHost(candidate: string | undefined): string | undefined {
  return candidate === undefined || "sentence" in readHost(candidate) ? undefined : candidate;
}

export function isFlaw(read: Reference | Flaw): read is Flaw {
  return "sentence" in read;
}

/** The candidate, if it is a reference: nothing is suggested that would be refused again. */
export function suggest(candidate: string | undefined): string | undefined {
  return candidate === undefined || isFlaw(readReference(candidate)) ? undefined : candidate;
}

/** The canonical text of a reference's parts. */
export function formatReference(reference: Omit<Reference, "text">): string {
  const tag = reference.tag === undefined ? "" : `:${reference.tag}`;
  const digest = reference.digest === undefined ? "" : `@${reference.digest}`;
  return `${reference.registry}/${reference.repository}${tag}${digest}`;
}

function wholeFlaw(text: string): Flaw | undefined {
  const whole = { start: 0, end: text.length };
  if (text === "")
    return { ...whole, sentence: "There is no reference here. Write registry/repository:tag." };
  if (text.length > MAX_REFERENCE)
    return { start: 0, end: MAX_REFERENCE, sentence: `A reference has at most ${MAX_REFERENCE} characters.` };
  const space = /\s+/.exec(text);
  if (space) {
    const end = space.index + space[0].length;
    const candidate = withoutSpaces(text.split(/\s+/).filter((word) => word !== ""));
    return { start: space.index, end, sentence: "A reference has no spaces.", candidate };
  }
  const bare = text.startsWith("@") ? text.slice(1) : text;
  if (isRegistered(bare) || text.startsWith("@") || /^[0-9a-f]{64}$/.test(text) || isHiddenTag(text))
    return {
      ...whole,
      sentence: "A digest alone does not say where the image is. Write registry/repository@digest.",
    };
  return undefined;
}

/** What words with spaces between them may mean: never a name that runs two of them into one. */
function withoutSpaces(words: readonly string[]): string | undefined {
  const [first = "", second = ""] = words;
  // A sign beside each space says how it goes on; a digest that a terminal broke goes on by itself.
  const isBroken = words.slice(1).every((word, at) => /[:/@]$/.test(words[at] ?? "") || /^[:/@]/.test(word));
  if (isBroken || /@[a-z0-9]+:[0-9a-f]+$/.test(first)) return words.join("");
  if (words.length > 2 || !isUntagged(first)) return undefined;
  if (isRegistered(second)) return `${first}@${second}`;
  return TAG.test(second) ? `${first}:${second}` : undefined;
}

function isUntagged(name: string): boolean {
  const { tag, digest } = splitReference(name);
  return tag === undefined && digest === undefined;
}

/** Whether it is a digest of an algorithm that has a name of its own: `a:b` is one by the grammar alone. */
function isRegistered(text: string): boolean {
  return isDigest(text) && hexLength(text.slice(0, text.indexOf(":"))) !== undefined;
}

function splitReference(text: string): Split {
  const at = text.indexOf("@");
  const name = at < 0 ? text : text.slice(0, at);
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const host = isHost(first) ? first : undefined;
  const repositoryAt = host === undefined ? 0 : slash + 1;
  const colon = name.indexOf(":", Math.max(name.lastIndexOf("/"), repositoryAt));
  return {
    text,
    ...(host === undefined ? {} : { host }),
    repositoryAt,
    repository: name.slice(repositoryAt, colon < 0 ? undefined : colon),
    tagAt: colon + 1,
    ...(colon < 0 ? {} : { tag: name.slice(colon + 1) }),
    ...(at < 0 ? {} : { digest: text.slice(at + 1) }),
  };
}

/** Docker's rule for the part before the first slash (splitDockerDomain). */
function isHost(first: string): boolean {
  return /[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase();
}

function hostFlaw({ text, host }: Pick<Split, "text" | "host">): Flaw | undefined {
  if (host === undefined) return undefined;
  const isV6 = host.startsWith("[") || host.indexOf(":") !== host.lastIndexOf(":");
  const nameEnd = isV6 ? host.indexOf("]") + 1 : host.indexOf(":");
  const name = nameEnd <= 0 ? host : host.slice(0, nameEnd);
  const port = host.slice(name.length);
  if (isV6 && !(/^\[[0-9a-fA-F:.]+\]$/.test(name) && URL.canParse(`http://${name}`)))
    return { start: 0, end: name.length, sentence: "An IPv6 address stands in brackets, as in [::1]:5000." };
  if (port !== "" && !isPort(port))
    return {
      start: name.length,
      end: host.length,
      sentence: "A port is a colon and a number from 1 to 65535.",
    };
  if (isV6 || (name.length <= MAX_HOST && HOST.test(name))) return undefined;
  return {
    start: 0,
    end: name.length,
    sentence: "A registry's host has letters, digits, - and dots between them, then perhaps a port.",
    ...(name.endsWith(".") ? { candidate: text.slice(0, name.length - 1) + text.slice(name.length) } : {}),
  };
}

function isPort(text: string): boolean {
  const port = /^:([0-9]{1,5})$/.exec(text)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
}

function repositoryFlaw(split: Split): Flaw | undefined {
  const { text, repository, repositoryAt } = split;
  const end = repositoryAt + repository.length;
  if (repository === "")
    return { start: repositoryAt, end, sentence: `The repository's name is missing. ${readAs(split)}` };
  if (repository.length > MAX_REPOSITORY)
    return {
      start: repositoryAt,
      end,
      sentence: `A repository name has at most ${MAX_REPOSITORY} characters.`,
    };
  const fixed = repository
    .toLowerCase()
    .split("/")
    .filter((part) => part !== "")
    .join("/");
  // A first part that is a host only by its capitals was more likely meant as a name.
  const before = text.slice(0, repositoryAt);
  const lower = before.toLowerCase();
  const candidate = (isHost(lower.slice(0, -1)) ? before : lower) + fixed + text.slice(end);
  let start = repositoryAt;
  for (const part of repository.split("/")) {
    const place = { start, end: start + part.length };
    if (part === "") {
      const slash = start < end || start === repositoryAt ? start : start - 1;
      const sentence = "A repository name has no empty part between slashes.";
      return { start: slash, end: slash + 1, sentence, candidate };
    }
    if (PART.test(part.toLowerCase()) && !PART.test(part))
      return {
        ...place,
        sentence: `A repository name has no capital letters. ${readAs(split)} ${PART_RULE}`,
        candidate,
      };
    if (!PART.test(part))
      return {
        ...place,
        sentence: `This part of the repository name is not allowed. ${readAs(split)} ${PART_RULE}`,
      };
    start += part.length + 1;
  }
  return undefined;
}

const PART_RULE =
  "Each part must match [a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*: lower-case letters and digits, joined by . _ __ or -.";

function readAs({ host, repository, tag, digest }: Split): string {
  const parts = [
    `host ${host ?? DOCKER_HUB}`,
    repository === "" ? "no repository" : `repository ${repository}`,
    ...(tag === undefined ? [] : [`tag ${tag}`]),
    ...(digest === undefined ? [] : [`digest ${digest}`]),
  ];
  return `Read as ${parts.join(", ")}.`;
}

function tagFlaw({ text, tag, tagAt, digest }: Split): Flaw | undefined {
  if (tag === undefined) return undefined;
  const place = { start: tagAt, end: tagAt + tag.length };
  const after = text.slice(place.end);
  if (tag === "")
    return {
      start: tagAt - 1,
      end: tagAt,
      sentence: "The tag after the colon is missing.",
      candidate: text.slice(0, tagAt - 1) + after,
    };
  if (digest === undefined && isRegistered(tag.toLowerCase()))
    return {
      ...place,
      sentence: "A digest follows @, not a colon.",
      candidate: `${text.slice(0, tagAt - 1)}@${tag.toLowerCase()}`,
    };
  if (tag.length > MAX_TAG)
    return { ...place, sentence: `A tag has at most ${MAX_TAG} characters; this one has ${tag.length}.` };
  if (TAG.test(tag)) return undefined;
  return {
    ...place,
    sentence: "A tag has letters, digits, _ . and -, and begins with a letter, a digit or _.",
    // Helm writes a chart version's "+" as "_" in the tag.
    ...(tag.includes("+") ? { candidate: text.slice(0, tagAt) + tag.replaceAll("+", "_") + after } : {}),
  };
}

function digestPartFlaw({ text, digest }: Split): Flaw | undefined {
  if (digest === undefined) return undefined;
  const flaw = digestFlaw(digest);
  if (flaw === undefined) return undefined;
  const start = text.length - digest.length;
  const candidate = digest.toLowerCase().replace(/^(sha\d+)-/, "$1:");
  return { start, end: text.length, sentence: flaw, candidate: text.slice(0, start) + candidate };
}

function toReference({ host, repository, tag, digest }: Split): Reference {
  const registry = host === undefined ? DOCKER_HUB : canonicalRegistry(host);
  const official = registry === DOCKER_HUB && !repository.includes("/");
  const parts = {
    registry,
    repository: official ? `library/${repository}` : repository,
    ...(tag === undefined && digest === undefined ? { tag: "latest" } : {}),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
  return { ...parts, text: formatReference(parts) };
}

/** Docker Hub has one name here, whichever was written. */
function canonicalRegistry(host: string): string {
  const named = canonicalHost(host);
  return DOCKER_HUB_NAMES.has(named) ? DOCKER_HUB : named;
}

/** Lower case, and a port without leading zeros. A name that is a host only by its capitals keeps them. */
function canonicalHost(host: string): string {
  const lower = host.toLowerCase();
  return isHost(lower) ? lower.replace(/:0*([0-9]+)$/, ":$1") : host;
}
