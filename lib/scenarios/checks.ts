// What rows promise, one by one: each holds a sentence of the seed or the specification against what was seen.
import { isDeepStrictEqual } from "node:util";
import type { Asked, FoundReferrer, Lookup } from "#lib/clients";
import { ARTIFACT_TYPE, NEW_MANIFEST, type Performance } from "./performance.ts";
import type { Recorder } from "./recorder.ts";
import type { Check } from "./shapes.ts";

/** `recorder` knows the requests behind the words. */
export type Promised = (seen: Performance, recorder: Recorder) => Check;

/** What a check says of a part that was not played. */
export const NOT_COME_TO: Omit<Check, "expected"> = { observed: "could not check", holds: undefined };

export const imagePulled: Promised = (seen) => pulled(seen, "GET of the image answers 200");
export const imageUnchanged: Promised = (seen) =>
  pulled(seen, "GET of the image answers 200, with the bytes that were pushed");

function pulled({ pull, image }: Performance, expected: string): Check {
  const got = pull?.image;
  if (!got) return { expected, ...NOT_COME_TO };
  if (got.state === "missing") return { expected, observed: got.reason, holds: false };
  if (got.state !== "pulled") return { expected, observed: couldNot(got.reason), holds: undefined };
  const isSame = Buffer.from(got.bytes).equals(image.bytes) && got.digest === image.digest;
  const what = isSame ? "bytes and digest unchanged" : "other bytes than were pushed";
  return { expected, observed: `200, ${what}`, holds: isSame };
}

/** What it asked of the registry; a token service, and a question put again with its token, are no other questions. */
export const oneRequest: Promised = ({ pull }, recorder) => {
  const expected = "no other request of the consumer";
  if (!pull?.image) return { expected, ...NOT_COME_TO };
  const sent = recorder.those(pull.image.exchanges).filter(({ purpose }) => purpose !== "token");
  const questions = new Set(sent.map(({ method, url }) => `${method} ${url}`)).size;
  return {
    expected,
    observed: questions === 1 ? "1 request" : `${questions} requests`,
    holds: questions === 1,
  };
};

const asked = (lookup: Lookup | undefined, way: Asked["way"]) => lookup?.asked.find((one) => one.way === way);

export const apiAbsent: Promised = ({ pull }) => {
  const expected = "the referrers API answers 404: absent";
  const api = asked(pull?.lookup, "referrers-api");
  return { expected, ...saidAs(api, "absent") };
};

export const apiEmpty: Promised = ({ pull }) => {
  const expected = "the referrers API answers 200 with an empty list";
  const api = asked(pull?.lookup, "referrers-api");
  const said = saidAs(api, "list");
  return { expected, ...said, holds: said.holds && pull?.lookup?.found.length === 0 };
};

export const apiLists: Promised = (seen) => {
  const expected = "the referrers API answers 200 and lists X";
  const said = saidAs(asked(seen.pull?.lookup, "referrers-api"), "list");
  return { expected, ...said, holds: said.holds && theX(seen)?.foundBy === "referrers-api" };
};

function saidAs(answer: Asked | undefined, said: Asked["said"]): Omit<Check, "expected"> {
  if (!answer) return NOT_COME_TO;
  return { observed: answer.reason, holds: answer.said === "unknown" ? undefined : answer.said === said };
}

/** By OCI 1.1 there is one tag to ask for, by Proposal E a list to look through. */
export const tagsEmpty: Promised = ({ pull, reading }) => {
  const isTag = reading === "oci-1.1";
  const expected = isTag ? "the referrers tag answers 404" : "no tag begins with the image's digest";
  const lookup = pull?.lookup;
  if (!lookup) return { expected, ...NOT_COME_TO };
  const tags = asked(lookup, isTag ? "referrers-tag" : "tag-listing");
  if (!tags) return { expected, observed: "no tag was asked", holds: false };
  if (tags.said === "unknown") return { expected, observed: tags.reason, holds: undefined };
  const none = isTag ? tags.said === "absent" : lookup.found.length === 0;
  return { expected, observed: tags.reason, holds: none };
};

export const tagListsX: Promised = (seen) => {
  const isTag = seen.reading === "oci-1.1";
  const expected = isTag
    ? "the referrers tag answers 200 with an index that lists X"
    : "a tag that begins with the image's digest names X";
  const said = saidAs(asked(seen.pull?.lookup, isTag ? "referrers-tag" : "tag-listing"), "list");
  return { expected, ...said, holds: said.holds && theX(seen) !== undefined };
};

export const noTagAsked: Promised = ({ pull }) => {
  const expected = "no tag is asked";
  const lookup = pull?.lookup;
  if (!lookup) return { expected, ...NOT_COME_TO };
  const tags = lookup.asked.filter(({ way }) => way !== "referrers-api");
  const observed = tags.length === 0 ? "the referrers API alone was asked" : "tags were asked";
  return { expected, observed, holds: tags.length === 0 };
};

export const noneFound: Promised = ({ pull }) => {
  const expected = "0 found, complete";
  const lookup = pull?.lookup;
  if (!lookup) return { expected, ...NOT_COME_TO };
  if (lookup.found.length > 0) return { expected, observed: `${lookup.found.length} found`, holds: false };
  if (isOpen(lookup)) return { expected, observed: couldNot(lookup.reason), holds: undefined };
  return { expected, observed: "0 found, complete", holds: true };
};

/** As the list has it, which consumers filter by; where there is no list, as X itself has it. */
export const oneFound: Promised = (seen) => {
  const expected = "1 found and usable; artifactType and annotations equal those pushed";
  return found(seen, expected, (x) => {
    const { artifactType, annotations } = x.listed ?? x;
    const entry = (seen.branch ?? seen.tree)?.made.entry;
    const isTyped = artifactType === entry?.artifactType;
    const isAnnotated = isDeepStrictEqual({ ...annotations }, { ...entry?.annotations });
    const equal =
      isTyped && isAnnotated ? "both equal" : isTyped ? "annotations differ" : "artifactType differs";
    const observed = `1 found, ${x.artifactType ?? "no artifactType"}, ${STATES[x.state]}; ${equal}`;
    return { observed, holds: isKnown(x) ? x.state === "usable" && isTyped && isAnnotated : undefined };
  });
};

export const oneUnusable: Promised = (seen) =>
  found(seen, "1 found, 0 usable", (x) => ({
    observed: x.state === "usable" ? "1 found, 1 usable" : `1 found, 0 usable (${STATES[x.state]})`,
    holds: isKnown(x) ? x.state === "cannot-parse" : undefined,
  }));

export const listedAsNewManifest: Promised = (seen) =>
  found(seen, `the list names X as ${NEW_MANIFEST}`, (x) => ({
    observed: x.listed?.mediaType ?? "not listed",
    holds: x.listed?.mediaType === NEW_MANIFEST,
  }));

export const cannotParse: Promised = (seen, recorder) =>
  found(seen, "GET of X with the squirrel's Accept gives nothing that it can parse", (x) => ({
    observed: `${statusOf(x, recorder)}; ${x.note ?? STATES[x.state]}`,
    holds: isKnown(x) ? x.state === "cannot-parse" : undefined,
  }));

export const blobsShown: Promised = (seen) =>
  found(seen, "X is read in the new manifest, and its blob is shown", (x) => ({
    observed: `${x.form ?? STATES[x.state]}, ${x.contents.length} ${x.contents.length === 1 ? "blob" : "blobs"}`,
    holds: isKnown(x) ? x.form === "oci-artifact" && x.contents.length === 1 : undefined,
  }));

export const oldFormNoted: Promised = (seen) =>
  found(seen, "noted: image-spec form, the preferred form is absent", (x) => ({
    observed: x.note ?? "no note",
    holds: isKnown(x) ? x.note?.startsWith("image-spec form") === true : undefined,
  }));

/** A registry may leave the filter to the consumer; if it applied it, it must say so in OCI-Filters-Applied. */
export const onlyItsType: Promised = ({ pull }) => {
  const expected = "asked for X's type alone, nothing else is left, whoever filtered";
  const said = saidAs(asked(pull?.lookup, "referrers-api"), "list");
  const isLeft = pull?.lookup?.found.every(({ artifactType }) => artifactType === ARTIFACT_TYPE);
  return { expected, ...said, holds: said.holds && isLeft };
};

function found(
  seen: Performance,
  expected: string,
  judge: (x: FoundReferrer) => Omit<Check, "expected">,
): Check {
  const lookup = seen.pull?.lookup;
  if (!lookup) return { expected, ...NOT_COME_TO };
  const x = theX(seen);
  if (x && lookup.found.length === 1) return { expected, ...judge(x) };
  const many = `${lookup.found.length} found`;
  if (lookup.found.length > 0) return { expected, observed: many, holds: false };
  if (isOpen(lookup)) return { expected, observed: couldNot(lookup.reason), holds: undefined };
  return { expected, observed: "0 found", holds: false };
}

/** X among what was found. */
export function theX({ pull, branch, tree }: Performance): FoundReferrer | undefined {
  const digest = (branch ?? tree)?.made.digest;
  return pull?.lookup?.found.find((one) => one.digest === digest);
}

const STATES: Record<FoundReferrer["state"], string> = {
  usable: "usable",
  "cannot-parse": "cannot parse",
  "other-subject": "about another image",
  missing: "listed, but not there",
  denied: "could not be read",
  "rate-limited": "could not be read",
  failed: "could not be read",
};

function statusOf({ exchanges }: FoundReferrer, recorder: Recorder): string {
  return `${recorder.those(exchanges).at(-1)?.status ?? "no answer"}`;
}

function isKnown({ state }: FoundReferrer): boolean {
  return state !== "denied" && state !== "rate-limited" && state !== "failed";
}

function isOpen({ completeness }: Lookup): boolean {
  return completeness !== "complete";
}

/** "could not check: …", said once. */
export function couldNot(reason: string): string {
  return reason.includes("could not check") ? reason : `could not check: ${reason}`;
}
