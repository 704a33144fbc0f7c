// Edge cases 18 to 24: lists that are paged oddly, wrong, failing or huge. docs/edge-cases.md is the table.

import { describe, expect, it } from "vitest";
import { cosignTags, MEDIA_TYPES, referrersTag } from "#lib/oci";
import type { Switches } from "#lib/sandbox";
import { REPOSITORY, type Standing, standing } from "./discovery.test-support.ts";

const INDEX = { "Content-Type": MEDIA_TYPES.ociIndex };
const LINKS = [
  ["relative", "complete"],
  ["absolute", "complete"],
  ["unquoted", "complete"],
  ["unbracketed", "complete"],
  ["endless", "truncated"],
  ["foreign", "truncated"],
] as const;

function withReferrers(place: Standing, count: number) {
  const subject = place.image({ tag: "1.0" }).digest;
  const entries = Array.from({ length: count }, () => place.artifact({ subject }));
  return { subject, entries, digests: entries.map(({ digest }) => digest) };
}

/** Answers the referrers question about one digest with pages as given; page n is at `?page=n`. */
function pagesOf(place: Standing, subject: string, pages: { manifests: object[]; more?: boolean }[]): void {
  place.sandbox.onRequest = (request) => {
    const url = new URL(request.url ?? "", "http://x");
    if (!url.pathname.endsWith(`/referrers/${subject}`)) return undefined;
    const at = Number(url.searchParams.get("page") ?? 0);
    const { manifests, more } = pages[at] ?? { manifests: [] };
    const link = more ? { Link: `<${url.pathname}?page=${at + 1}>; rel="next"` } : undefined;
    const body = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests });
    return { status: 200, headers: { ...INDEX, ...link }, body };
  };
}

describe("lists", () => {
  it.each(LINKS)("edge 18: referrers with a %s Link are %s", async (linkStyle, completeness) => {
    const place = await standing({ linkStyle, referrersPageSize: 3 });
    const { subject, digests } = withReferrers(place, 8);
    const walked = await place.explore(subject);
    const found = digests.filter((digest) => walked.graph.nodes.some(({ id }) => id === digest));
    expect(found.length).toBe(completeness === "complete" ? 8 : 3);
    expect(walked.node(subject).completeness).toBe(completeness);
    expect(walked.finding("referrers-api").truncated ?? false).toBe(completeness === "truncated");
    expect(walked.exchanges.every(({ url }) => url.startsWith(`http://${place.host}`))).toBe(true);
  });

  it.each(LINKS)("edge 18: tags with a %s Link are %s", async (linkStyle, completeness) => {
    const place = await standing({ linkStyle, tagsPageSize: 2, referrersApi: "off" });
    const subject = place.image({ tag: "a" }).digest;
    for (const tag of ["b", "c", "d"]) place.image({ tag });
    const [signature = ""] = cosignTags(subject);
    const signed = place.artifact({ tag: signature });
    const walked = await place.explore(subject);
    // The tag stands on the last page; what the list does not tell is asked for by name.
    expect(walked.node(signed.digest).foundBy).toContain("cosign-tag");
    expect(walked.node(subject).completeness).toBe(completeness);
  });

  it.each([
    ["n ignored", { tagsIgnoreN: true }],
    ["unsorted", { tagsUnsorted: true }],
    ["n refused", { tagsMaxN: 10 }],
    ["pages capped", { tagsPageSize: 2 }],
  ] satisfies [string, Partial<Switches>][])(
    "edge 19: tags with %s are all read",
    async (_name, switches) => {
      const place = await standing({ ...switches, referrersApi: "off" });
      const subject = place.image({ tag: "z" }).digest;
      const prefix = referrersTag(subject);
      const attached = ["q", "b", "k"].map((end) =>
        place.artifact({ tag: `${prefix}-${end}`, refers: subject }),
      );
      place.image({ tag: "a" });
      const walked = await place.explore(subject);
      for (const { digest } of attached) expect(walked.node(digest).foundBy).toEqual(["tag-listing"]);
      expect(walked.node(subject).completeness).toBe("complete");
    },
  );

  it("edge 19: null for the tags is an empty list", async () => {
    const place = await standing({ tagsNull: true, referrersApi: "off" });
    const subject = place.image().digest;
    const walked = await place.explore(subject);
    expect(walked.finding("tag-listing").outcome).toBe("none");
    expect(walked.node(subject).completeness).toBe("complete");
  });

  it("edge 20: duplicates are one node, and one that several ways find keeps them all", async () => {
    const place = await standing();
    const { subject, entries } = withReferrers(place, 2);
    const [first, second] = entries;
    pagesOf(place, subject, [
      { manifests: [first ?? {}, first ?? {}, second ?? {}], more: true },
      { manifests: [first ?? {}] },
    ]);
    place.tagList(subject, first ? [first] : []);
    const walked = await place.explore(subject);
    expect(walked.finding("referrers-api").count).toBe(2);
    expect(walked.graph.nodes).toHaveLength(3);
    expect(walked.node(first?.digest ?? "").foundBy).toEqual(["referrers-api", "referrers-tag"]);
    expect(walked.node(second?.digest ?? "").foundBy).toEqual(["referrers-api"]);
  });

  it("edge 21: an entry whose manifest is gone is a missing node", async () => {
    const place = await standing();
    const { subject, entries, digests } = withReferrers(place, 3);
    const [gone = ""] = digests;
    place.tagList(subject, entries);
    place.sandbox.store.repository(REPOSITORY).manifests.delete(gone);
    pagesOf(place, subject, [{ manifests: entries }]);
    const walked = await place.explore(subject);
    expect(walked.node(gone)).toMatchObject({
      state: "missing",
      foundBy: ["referrers-api", "referrers-tag"],
    });
    expect(walked.node(gone).reason).toContain("404");
    expect(walked.edge(gone, subject).proof).toBe("claimed");
    expect(walked.node(subject).completeness).toBe("complete");
  });

  it("edge 21: a tag that is listed but leads nowhere is a missing node of its own", async () => {
    const place = await standing({ referrersApi: "off" });
    const subject = place.image().digest;
    const [tag = ""] = cosignTags(subject);
    place.sandbox.store.repository(REPOSITORY).tags.set(tag, `sha256:${"9".repeat(64)}`);
    const walked = await place.explore(subject);
    expect(walked.node(`tag:${REPOSITORY}:${tag}`)).toMatchObject({
      state: "missing",
      digest: "",
      tags: [tag],
      foundBy: ["tag-listing", "cosign-tag"],
    });
  });

  it("edge 21: a digest tag whose subject was deleted: the subject is missing, its referrers are found", async () => {
    const place = await standing({ referrersApi: "off" });
    const { subject, entries, digests } = withReferrers(place, 2);
    place.tagList(subject, entries);
    place.sandbox.store.deleteManifest(REPOSITORY, subject);
    const walked = await place.explore(subject);
    expect(walked.node(subject)).toMatchObject({ state: "missing", asked: true });
    for (const digest of digests) expect(walked.node(digest).state).toBe("present");
    place.image({ tag: "other" });
    expect((await place.probe("other")).notes.join()).toContain(
      "1 of 1 digest tags looked at are about nothing",
    );
  });

  it("edge 22: a list that fails as a whole leaves the other ways standing", async () => {
    const place = await standing();
    const { subject, entries, digests } = withReferrers(place, 2);
    place.tagList(subject, entries);
    place.sandbox.onRequest = (request) =>
      request.url?.includes(`/referrers/${subject}`) ? { status: 500, body: "{}" } : undefined;
    const walked = await place.explore(subject);
    expect(walked.finding("referrers-api").outcome).toBe("failed");
    for (const digest of digests) expect(walked.node(digest)).toMatchObject({ state: "present" });
    expect(walked.node(subject).completeness).toBe("failed");
  });

  it("edge 23: no filter is used, so one that is ignored or half applied hides nothing", async () => {
    const place = await standing({ artifactTypeFilter: "ignored" });
    const subject = place.image({ tag: "1.0" }).digest;
    const types = ["application/spdx+json", "application/vnd.cncf.notary.signature"];
    for (const artifactType of types) place.artifact({ subject, artifactType });
    const walked = await place.explore(subject);
    expect(walked.graph.nodes).toHaveLength(3);
    expect(walked.exchanges.some(({ url }) => url.includes("artifactType="))).toBe(false);
    const probed = await place.probe("1.0");
    expect(probed.upgrade.capabilities.artifactTypeFilter?.support).toBe("unsupported");
  });

  it("edge 23: an empty page with a Link is not the end", async () => {
    const place = await standing();
    const { subject, entries } = withReferrers(place, 1);
    pagesOf(place, subject, [
      { manifests: [], more: true },
      { manifests: [], more: true },
      { manifests: entries },
    ]);
    const walked = await place.explore(subject);
    expect(walked.finding("referrers-api")).toMatchObject({ outcome: "found", count: 1 });
  });

  it("edge 24: more referrers than room end in one node that says how many", async () => {
    const place = await standing();
    const { subject } = withReferrers(place, 30);
    const walked = await place.explore(subject, { maxNodes: 11 });
    const more = walked.node(`more:${subject}`);
    expect(more).toMatchObject({ state: "truncated", title: "20 more" });
    expect(more.reason).toContain("11 nodes");
    expect(walked.graph.nodes.filter(({ state }) => state === "present")).toHaveLength(11);
    expect(walked.finding("referrers-api").count).toBe(30);
    expect(walked.node(subject).completeness).toBe("truncated");
  });

  it("edge 24: a manifest over 4 MiB is a failed node, its neighbours are whole", async () => {
    const place = await standing();
    const { subject, digests } = withReferrers(place, 2);
    const huge = place.artifact({ subject, json: { padding: "x".repeat(4_300_000) } });
    const walked = await place.explore(subject);
    expect(walked.node(huge.digest).state).toBe("failed");
    for (const digest of digests) expect(walked.node(digest).state).toBe("present");
  });
});
