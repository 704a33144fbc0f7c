// The same cases for every way of finding referrers: what it must answer when its question goes well, and when not.

import { beforeAll, describe, expect, it } from "vitest";
import type { Outcome, StrategyId } from "#lib/evidence";
import { cosignTags, MEDIA_TYPES, referrersTag } from "#lib/oci";
import type { RegistryOptions } from "#lib/sandbox";
import { type Entry, REPOSITORY, type Standing, standing } from "../discovery.test-support.ts";
import { STRATEGIES } from "./index.ts";

const OTHER = "attic/signatures";
const ORAS = { name: "_oras", endpoints: ["_oras/artifacts/referrers"] };
const WG = { name: "_oci", endpoints: ["_oci/ext/discover", "_oci/artifacts/referrers"] };
const CHILD = { "vnd.docker.reference.type": "attestation-manifest" };

type Row = {
  /** A registry where only this way finds what `attach` attaches. */
  switches: RegistryOptions;
  /** Attaches `count` artifacts to an image, and returns the image to ask about with their digests. */
  attach(place: Standing, count: number): { subject: string; attached: string[] };
  /** Whether a request is this way's own question about the subject. */
  asks(url: string, subject: string): boolean;
  /** How many it can find at most. */
  most?: number;
  /** Where the way's own rules differ from those of an API. */
  expected?: { html?: Outcome; redirect?: Outcome; empty?: Outcome };
  otherRepositories?: string[];
};

const TAGS_ONLY: RegistryOptions = { referrersApi: "off" };
const many = (count: number, make: (n: number) => Entry) => Array.from({ length: count }, (_, n) => make(n));
const digests = (entries: Entry[]) => entries.map((entry) => entry.digest);

const ROWS: Record<StrategyId, Row> = {
  "referrers-api": {
    switches: { referrersPageSize: 4 },
    attach(place, count) {
      const subject = place.image().digest;
      return { subject, attached: digests(many(count, () => place.artifact({ subject }))) };
    },
    asks: (url, subject) => url.startsWith(`/v2/${REPOSITORY}/referrers/${subject}`),
  },
  "referrers-tag": {
    switches: TAGS_ONLY,
    attach(place, count) {
      const subject = place.image().digest;
      const entries = many(count, () => place.artifact({ subject }));
      if (count > 0) place.tagList(subject, entries);
      return { subject, attached: digests(entries) };
    },
    asks: (url, subject) => url === `/v2/${REPOSITORY}/manifests/${referrersTag(subject)}`,
    // A tag that cannot be read has said nothing.
    expected: { html: "failed", redirect: "failed" },
  },
  "tag-listing": {
    switches: { ...TAGS_ONLY, tagsPageSize: 4 },
    attach(place, count) {
      const subject = place.image().digest;
      const tag = (n: number) => `${referrersTag(subject)}.${n}`;
      return {
        subject,
        attached: digests(many(count, (n) => place.artifact({ refers: subject, tag: tag(n) }))),
      };
    },
    asks: (url) => url.startsWith(`/v2/${REPOSITORY}/tags/list`),
    expected: { html: "failed" },
  },
  "cosign-tag": {
    // Without a tag list each of the three is asked for.
    switches: { ...TAGS_ONLY, tagsList: false },
    attach(place, count) {
      const subject = place.image().digest;
      const tags = cosignTags(subject);
      return { subject, attached: digests(many(count, (n) => place.artifact({ tag: tags[n] }))) };
    },
    asks: (url, subject) => cosignTags(subject).some((tag) => url === `/v2/${REPOSITORY}/manifests/${tag}`),
    most: 3,
    expected: { html: "failed", redirect: "failed" },
  },
  buildkit: {
    switches: TAGS_ONLY,
    attach(place, count) {
      const image = place.image();
      const entries = many(count, () => place.artifact({}));
      const annotations = { ...CHILD, "vnd.docker.reference.digest": image.digest };
      const index = place.indexOf([image, ...entries.map((entry) => ({ ...entry, annotations }))]);
      return { subject: index.digest, attached: digests(entries) };
    },
    // It reads the index and asks nothing.
    asks: () => false,
  },
  "oras-api": {
    switches: { ...TAGS_ONLY, orasApi: ["ext"], extDiscover: { registry: [ORAS], repository: [] } },
    attach(place, count) {
      const subject = place.image().digest;
      const mediaType = MEDIA_TYPES.orasArtifact;
      return { subject, attached: digests(many(count, () => place.artifact({ subject, mediaType }))) };
    },
    asks: (url) => url.includes("/artifacts/"),
  },
  "wg-api": {
    switches: {
      ...TAGS_ONLY,
      wgApi: true,
      refersField: true,
      extDiscover: { registry: [], repository: [WG] },
    },
    attach(place, count) {
      const subject = place.image().digest;
      return { subject, attached: digests(many(count, () => place.artifact({ refers: subject }))) };
    },
    asks: (url) => url.includes("/_oci/artifacts/referrers"),
  },
  "other-repository": {
    switches: { tagsList: false },
    otherRepositories: [OTHER],
    attach(place, count) {
      const subject = place.image().digest;
      place.image({ repository: OTHER });
      const entries = many(count, () => place.artifact({ subject, repository: OTHER }));
      return { subject, attached: digests(entries) };
    },
    asks: (url) => url.startsWith(`/v2/${OTHER}/`),
    // The API is one of its questions; the tags it also asks for have then said nothing.
    expected: { html: "failed", redirect: "failed" },
  },
};

const json = { "Content-Type": "application/json" };
const index = { "Content-Type": MEDIA_TYPES.ociIndex };
const error = (code: string) => JSON.stringify({ errors: [{ code, message: "no" }] });

for (const { id, title } of STRATEGIES) {
  const row = ROWS[id];
  const isAsking = id !== "buildkit";

  describe(`${id}: ${title}`, () => {
    let place: Standing;
    beforeAll(async () => {
      place = await standing(row.switches, {
        transport: { retries: 1, retryBudget: 1000, breakAfter: 1000 },
      });
    });

    const explore = (subject: string) =>
      place.explore(subject, { strategies: [id], otherRepositories: row.otherRepositories });

    /** Explores with every one of the way's own questions answered so. */
    async function exploreWith(answer: Parameters<typeof answerAll>[1], count = 2) {
      const { subject, attached } = row.attach(place, count);
      place.sandbox.onRequest = answerAll((url) => row.asks(url, subject), answer);
      const walked = await explore(subject);
      place.sandbox.onRequest = undefined;
      return { walked, subject, attached };
    }

    it("none attached: a definite none", async () => {
      const { subject } = row.attach(place, 0);
      const walked = await explore(subject);
      expect(walked.finding(id)).toMatchObject({ outcome: "none", count: 0 });
      expect(walked.node(subject)).toMatchObject({ asked: true, completeness: "complete" });
    });

    it("one attached: found, read, and credited to this way", async () => {
      const { subject, attached } = row.attach(place, 1);
      const walked = await explore(subject);
      expect(walked.finding(id)).toMatchObject({ outcome: "found", count: 1 });
      expect(walked.finding(id).exchanges.length).toBeGreaterThan(0);
      expect(walked.node(attached[0] ?? "")).toMatchObject({ state: "present", foundBy: [id] });
    });

    it("many attached, over several pages where it pages: all found", async () => {
      const { subject, attached } = row.attach(place, Math.min(25, row.most ?? 25));
      const walked = await explore(subject);
      expect(walked.finding(id).count).toBe(attached.length);
      for (const digest of attached) expect(walked.node(digest).foundBy).toEqual([id]);
    });

    it("never sends the same request twice", async () => {
      const { subject } = row.attach(place, Math.min(5, row.most ?? 5));
      place.asked();
      await explore(subject);
      const asked = place.asked();
      expect(new Set(asked).size).toBe(asked.length);
    });

    // What asks nothing is refused nothing, and no fault can come to it.
    if (!isAsking) return;

    it.each([
      ["401", { status: 401, headers: json, body: error("UNAUTHORIZED") }, "denied"],
      ["403", { status: 403, headers: json, body: error("DENIED") }, "denied"],
      [
        "429",
        { status: 429, headers: { ...json, "Retry-After": "0" }, body: error("TOOMANYREQUESTS") },
        "rate-limited",
      ],
      ["500", { status: 500, headers: json, body: error("UNKNOWN") }, "failed"],
      ["503", { status: 503, headers: json, body: error("UNAVAILABLE") }, "failed"],
    ] as const)("%s: %o is no none and no unsupported", async (_name, answer, outcome) => {
      const { walked, subject } = await exploreWith(answer);
      expect(walked.finding(id)).toMatchObject({ outcome, count: 0 });
      expect(walked.finding(id).reason).toBeTruthy();
      expect(walked.finding(id).exchanges.length).toBeGreaterThan(0);
      expect(walked.node(subject)).toMatchObject({ state: "present", completeness: outcome });
    });

    it("a login page with status 200: never taken for an empty list", async () => {
      const { walked } = await exploreWith({
        status: 200,
        headers: { "Content-Type": "text/html" },
        body: "<!doctype html><title>Sign in</title>",
      });
      expect(walked.finding(id)).toMatchObject({ outcome: row.expected?.html ?? "unsupported", count: 0 });
    });

    it("a redirect to another origin: never an empty list, and a list is not looked for there", async () => {
      const { walked } = await exploreWith({ status: 303, headers: { Location: "http://127.0.0.1:9/x" } });
      const outcome = row.expected?.redirect ?? "unsupported";
      expect(walked.finding(id)).toMatchObject({ outcome, count: 0 });
      const away = walked.exchanges.filter(({ url }) => url.includes(":9/"));
      if (outcome === "unsupported") expect(away).toEqual([]);
    });

    it("cut off in the middle of the body: failed", async () => {
      const { walked } = await exploreWith("cut");
      expect(walked.finding(id)).toMatchObject({ outcome: "failed", count: 0 });
    });

    it("larger than any honest answer: failed", async () => {
      const body = `{"schemaVersion":2,"mediaType":"${MEDIA_TYPES.ociIndex}","manifests":[],"x":"${"x".repeat(33_000_000)}"}`;
      const { walked } = await exploreWith({ status: 200, headers: index, body });
      expect(walked.finding(id)).toMatchObject({ outcome: "failed", count: 0 });
    });

    it("nonsense under the right type: failed", async () => {
      const { walked } = await exploreWith({ status: 200, headers: index, body: "[1, 2" });
      expect(["failed", "unsupported"]).toContain(walked.finding(id).outcome);
      expect(walked.finding(id).count).toBe(0);
    });
  });
}

type Instead = { status: number; headers?: Record<string, string>; body?: string } | "cut";

function answerAll(asks: (url: string) => boolean, answer: Instead): Standing["sandbox"]["onRequest"] {
  return (request, response) => {
    if (!asks(request.url ?? "")) return undefined;
    if (answer !== "cut") return answer;
    response.writeHead(200, { ...index, "Content-Length": "1000" });
    response.write('{"schemaVersion":2,"manifests":[');
    setTimeout(() => response.destroy(), 5);
    return "handled";
  };
}
