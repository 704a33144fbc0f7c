// The audit over real HTTP: both directions by digest, and every oddity that it names.
import { describe, expect, test } from "vitest";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import { digestOf, type Run, standing } from "./audit.test-support.ts";

const digestsOf = (run: Run, kind: Parameters<Run["of"]>[0]) => run.of(kind).map(({ digest }) => digest);
const countsOf = (run: Run) =>
  Object.fromEntries(run.counts.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]));

describe("tags held against the API", () => {
  test("both directions, digest by digest, each finding with its evidence", async () => {
    const { shelf, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    const both = shelf.artifact({ subject: image.digest });
    const onlyTag = shelf.artifact({ subject: image.digest, index: false });
    const onlyApi = shelf.artifact({ subject: image.digest });
    shelf.list(image.digest, [both, onlyTag]);
    const found = await run();
    expect(countsOf(found)).toEqual({ "tag-only": 1, "api-only": 1 });
    expect(found.of("tag-only")).toMatchObject([
      { digest: onlyTag.digest, tag: referrersTag(image.digest), subject: image.digest },
    ]);
    expect(found.of("api-only")).toMatchObject([{ digest: onlyApi.digest, subject: image.digest }]);
    expect(found.compared).toBe(2);
    expect(found).toMatchObject({
      end: "complete",
      completeness: "complete",
      upgrade: { reindexGap: [onlyTag.digest] },
    });
    expect(found.upgrade.proposalE).toMatchObject({ step: 3 });
    const sent = new Set(found.exchanges.map(({ id }) => id));
    for (const { exchanges } of found.findings) {
      expect(exchanges.length).toBeGreaterThan(0);
      for (const id of exchanges) expect(sent).toContain(id);
    }
    expect(new Set(found.exchanges.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  test("without a gap it says so, and only then", async () => {
    const { shelf, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    shelf.list(image.digest, [shelf.artifact({ subject: image.digest })]);
    const found = await run();
    expect(found.findings).toEqual([]);
    expect(found.upgrade).toMatchObject({ reindexGap: [], proposalE: { step: 3 } });
    expect(found.upgrade.proposalE.note).toContain("final");
  });

  test("nothing to compare is no proof", async () => {
    const { shelf, run } = await standing();
    shelf.image({ tag: "1.0" });
    const found = await run();
    expect(found.findings).toEqual([]);
    expect(found.upgrade.reindexGap).toBeUndefined();
  });

  test("platforms of an index are subjects too, and so are what only a tag names", async () => {
    const { shelf, run } = await standing({ reindexOnEnable: false });
    const platform = shelf.image();
    shelf.index([platform], { tag: "1.0" });
    const sbom = shelf.artifact({ subject: platform.digest, index: false });
    shelf.list(platform.digest, [sbom]);
    const nested = shelf.artifact({ subject: sbom.digest, index: false });
    shelf.list(sbom.digest, [nested]);
    const found = await run();
    expect(digestsOf(found, "tag-only").sort()).toEqual([sbom.digest, nested.digest].sort());
    expect(found.subjects).toEqual({ all: 3, compared: 3, leftOut: 0 });
  });

  test("a registry without the API is asked twice, not once for each image", async () => {
    const { shelf, registry, run } = await standing({ referrersApi: "off" });
    const images = Array.from({ length: 20 }, (_, n) => shelf.image({ tag: `v${n}` }));
    const [first] = images;
    if (!first) throw new Error("no image");
    shelf.list(first.digest, [shelf.artifact({ subject: first.digest })]);
    const found = await run();
    const asked = registry.requests.lines().filter((line) => line.includes("/referrers/"));
    expect(asked).toHaveLength(2);
    expect(countsOf(found)).toEqual({});
    expect(found.upgrade).toMatchObject({ proposalE: { state: "bicycle", step: 1 } });
    expect(found.upgrade.reindexGap).toBeUndefined();
    expect(found.completeness).toBe("complete");
  });

  test("a sha512 subject is found by the part of it that its tag holds", async () => {
    const { shelf, run } = await standing();
    const image = shelf.image({ algorithm: "sha512" });
    const onlyTag = shelf.artifact({ subject: image.digest, index: false });
    shelf.list(image.digest, [onlyTag]);
    const found = await run();
    expect(found.of("tag-only")).toMatchObject([{ digest: onlyTag.digest, subject: image.digest }]);
  });

  test("a sha512 tag whose subject nothing tells is not called dangling", async () => {
    const { shelf, run } = await standing();
    shelf.index([], { tag: `sha512-${"a".repeat(64)}`, index: false });
    expect(countsOf(await run())).toEqual({ unchecked: 1 });
  });

  test("Proposal E's tags name the artifact themselves, by its field too", async () => {
    const { shelf, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    const exact = shelf.artifact({ refers: image.digest, tag: referrersTag(image.digest), index: false });
    const suffixed = shelf.artifact({
      subject: image.digest,
      tag: `${referrersTag(image.digest)}-sbom`,
      index: false,
    });
    const found = await run();
    expect(digestsOf(found, "tag-only").sort()).toEqual([exact.digest, suffixed.digest].sort());
    expect(found.of("tag-only").find(({ digest }) => digest === exact.digest)?.reason).toContain("refers");
    expect(found.rows).toMatchObject([
      { tag: "1.0", generation: "branch-with-tag", made: { "branch-with-tag": 2 } },
    ]);
  });
});

describe("what is wrong with a list", () => {
  test("duplicates, wrong subjects, entries that are gone, entries that cannot be read", async () => {
    const { shelf, registry, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    const other = shelf.image();
    const good = shelf.artifact({ subject: image.digest });
    const wrong = shelf.artifact({ subject: other.digest });
    const none = shelf.artifact({});
    const gone = { mediaType: MEDIA_TYPES.ociManifest, digest: digestOf("gone"), size: 4 };
    const bytes = "no manifest";
    const broken = registry.put("shop/app", { mediaType: MEDIA_TYPES.ociManifest, bytes, index: false });
    const list = shelf.list(image.digest, [
      ...[good, good, wrong, none, gone],
      { mediaType: MEDIA_TYPES.ociManifest, digest: broken, size: bytes.length },
      { mediaType: "x", digest: "not a digest", size: 1 },
    ]);
    const found = await run();
    expect(digestsOf(found, "duplicate-entry")).toEqual([good.digest]);
    expect(digestsOf(found, "wrong-subject").sort()).toEqual([wrong.digest, none.digest].sort());
    expect(
      found
        .of("wrong-subject")
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual(
      [
        `the referrers tag lists it; its own manifest names ${other.digest}`,
        "the referrers tag lists it; its own manifest names no subject",
      ].sort(),
    );
    expect(digestsOf(found, "missing-entry")).toEqual([gone.digest]);
    expect(digestsOf(found, "unreadable-entry").sort()).toEqual([broken, list.digest].sort());
    expect(found.of("tag-only")).toEqual([]);
    // What the API says of the other image was not asked: nothing tags it.
    expect(found.of("api-only")).toEqual([]);
  });

  test("a type or a size that a list gives and the manifest does not have, beside what else it is", async () => {
    const { shelf, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    const sbom = shelf.artifact({ subject: image.digest });
    const other = shelf.artifact({ subject: digestOf("elsewhere"), index: false });
    const list = [
      { ...sbom, artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json" },
      { ...other, size: 9 },
    ];
    shelf.list(image.digest, list);
    const found = await run();
    expect(countsOf(found)).toEqual({ "wrong-subject": 1, "wrong-description": 2 });
    expect(found.of("wrong-description").find(({ digest }) => digest === sbom.digest)).toMatchObject({
      tag: referrersTag(image.digest),
      subject: image.digest,
      reason: 'the referrers tag gives its artifactType as "application/vnd.dev.sigstore.bundle.v0.3+json"',
    });
    expect(found.of("wrong-description").every(({ exchanges }) => exchanges.length > 0)).toBe(true);
    expect(found.compared).toBe(1);
  });

  test("entries that the API lists are held against their own subject too (Quay merges tags unread)", async () => {
    const { shelf, run } = await standing({ referrersApi: "400-unknown" });
    const image = shelf.image({ tag: "1.0" });
    const wrong = shelf.artifact({ subject: digestOf("elsewhere"), index: false });
    shelf.list(image.digest, [wrong]);
    const found = await run();
    expect(countsOf(found)).toEqual({ "wrong-subject": 1 });
  });

  test("a referrers tag that is no list is said to be none", async () => {
    const { shelf, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    const same = shelf.image({ tag: referrersTag(image.digest) });
    const second = shelf.image({ tag: "2.0" });
    const index = shelf.index([], { tag: referrersTag(second.digest), subject: image.digest, index: false });
    const found = await run();
    expect(digestsOf(found, "not-a-list").sort()).toEqual([same.digest, index.digest].sort());
  });

  test("a digest tag that leads to the subject itself (GitLab), listed or not", async () => {
    const { shelf, run } = await standing({ referrersApi: "off", tagIsDigest: true });
    const image = shelf.image({ tag: "1.0" });
    expect((await run()).of("tag-is-subject")).toMatchObject([
      { digest: image.digest, subject: image.digest },
    ]);
    shelf.list(image.digest, [shelf.artifact({ subject: image.digest })]);
    const found = await run();
    expect(found.of("tag-is-subject")).toMatchObject([{ tag: referrersTag(image.digest) }]);
    expect(found.rows[0]?.generation).toBe("nothing");
  });
});

describe("what is about nothing", () => {
  test("dangling tags and orphaned referrers, of lists, of cosign's tags, of tagged referrers", async () => {
    const { shelf, run } = await standing();
    shelf.image({ tag: "1.0" });
    const gone = digestOf("a subject that was deleted");
    const orphan = shelf.artifact({ subject: gone, index: false });
    shelf.list(gone, [orphan]);
    const signature = shelf.image({ tag: `${referrersTag(gone)}.sig` });
    const tagged = shelf.artifact({ subject: digestOf("another"), tag: "sbom" });
    const found = await run();
    expect(
      found
        .of("dangling-tag")
        .map(({ tag }) => tag)
        .sort(),
    ).toEqual([referrersTag(gone), `${referrersTag(gone)}.sig`].sort());
    expect(digestsOf(found, "orphaned-referrer").sort()).toEqual(
      [orphan.digest, tagged.digest, tagged.digest].sort(),
    );
    expect(digestsOf(found, "tag-only")).toEqual([orphan.digest]);
    expect(signature.digest).not.toBe("");
    expect(found.rows.find(({ tag }) => tag === "sbom")?.refersTo).toBe(digestOf("another"));
  });

  test("a tag that is listed and names nothing", async () => {
    const { shelf, registry, run } = await standing();
    shelf.image({ tag: "1.0" });
    registry.store.repository("shop/app").tags.set("ghost", digestOf("gone"));
    const found = await run();
    expect(found.of("dangling-tag")).toMatchObject([{ tag: "ghost" }]);
    expect(found.rows.find(({ tag }) => tag === "ghost")).toMatchObject({
      state: "missing",
      generation: "unknown",
    });
  });
});
