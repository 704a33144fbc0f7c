// The audit where a registry does not answer, or answers to harm: what it must not claim, and how it ends.
import { describe, expect, test } from "vitest";
import { referrersTag } from "#lib/oci";
import { digestOf, type Run, standing } from "./audit.test-support.ts";

const digestsOf = (run: Run, kind: Parameters<Run["of"]>[0]) => run.of(kind).map(({ digest }) => digest);
const countsOf = (run: Run) =>
  Object.fromEntries(run.counts.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]));

describe("what is not known", () => {
  test.each([
    [403, "denied"],
    [500, "failed"],
  ] as const)('%i from the API is unchecked: no gap, no "none", no generation', async (status, because) => {
    const { shelf, registry, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    const bare = shelf.image({ tag: "2.0" });
    shelf.list(image.digest, [shelf.artifact({ subject: image.digest, index: false })]);
    registry.onRequest = ({ url }) => (url?.includes("/referrers/") ? { status } : undefined);
    const found = await run();
    expect(countsOf(found)).toEqual({ unchecked: 2 });
    expect(
      found
        .of("unchecked")
        .map((finding) => [finding.subject, finding.because])
        .sort(),
    ).toEqual(
      [
        [image.digest, because],
        [bare.digest, because],
      ].sort(),
    );
    expect(found.completeness).toBe(because);
    expect(found.upgrade.reindexGap).toBeUndefined();
    expect(found.rows.map(({ tag, generation, isWhole }) => [tag, generation, isWhole])).toEqual([
      ["1.0", "branch-with-tag", false],
      ["2.0", "unknown", false],
    ]);
  });

  test("429 from the API: the registry is left alone, and all that was not asked then is unchecked", async () => {
    const { shelf, registry, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    shelf.list(image.digest, [shelf.artifact({ subject: image.digest, index: false })]);
    registry.onRequest = ({ url }) => (url?.includes("/referrers/") ? { status: 429 } : undefined);
    const found = await run();
    expect(found.of("unchecked").some(({ subject }) => subject === image.digest)).toBe(true);
    expect(new Set(found.of("unchecked").map(({ because }) => because))).toEqual(new Set(["rate-limited"]));
    expect(found.findings.filter(({ kind }) => kind !== "unchecked")).toEqual([]);
    expect(found.completeness).toBe("rate-limited");
    expect(found.upgrade.reindexGap).toBeUndefined();
    expect(found.rows[0]?.isWhole).toBe(false);
  });

  test("a referrers tag or an entry that is refused is unchecked, and no gap is denied for it", async () => {
    const { shelf, registry, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    const good = shelf.artifact({ subject: image.digest });
    const hidden = shelf.artifact({ subject: image.digest, index: false });
    shelf.list(image.digest, [good, hidden]);
    registry.onRequest = ({ url }) => (url?.endsWith(hidden.digest) ? { status: 403 } : undefined);
    const found = await run();
    expect(found.of("unchecked")).toMatchObject([{ digest: hidden.digest, because: "denied" }]);
    expect(found.of("tag-only")).toEqual([]);
    expect(found.upgrade.reindexGap).toBeUndefined();
    registry.onRequest = ({ url }) =>
      url?.endsWith(referrersTag(image.digest)) ? { status: 503 } : undefined;
    const second = await run();
    expect(second.of("unchecked")).toMatchObject([{ tag: referrersTag(image.digest), because: "failed" }]);
    expect(second.rows[0]).toMatchObject({ generation: "branch-without-tag", isWhole: false });
  });

  test("one digest that is hidden says nothing of the API as a whole", async () => {
    const { shelf, registry, run } = await standing();
    const hidden = shelf.image({ tag: "1.0" });
    const image = shelf.image({ tag: "2.0" });
    const sbom = shelf.artifact({ subject: image.digest });
    registry.onRequest = ({ url }) =>
      url?.endsWith(`/referrers/${hidden.digest}`)
        ? { status: 404, headers: { "Content-Type": "text/plain" }, body: "404 page not found\n" }
        : undefined;
    const found = await run();
    expect(found.of("unchecked")).toMatchObject([{ subject: hidden.digest, because: "failed" }]);
    expect(digestsOf(found, "api-only")).toEqual([sbom.digest]);
    expect(found.upgrade.capabilities.referrersApi.support).toBe("supported");
  });

  test("a subject that cannot be looked for is not called gone", async () => {
    const { shelf, registry, run } = await standing();
    const subject = digestOf("behind a wall");
    shelf.list(subject, [shelf.artifact({ subject })]);
    registry.onRequest = ({ url, method }) =>
      method === "HEAD" && url?.endsWith(subject) ? { status: 403 } : undefined;
    const found = await run();
    expect(countsOf(found)).toEqual({ unchecked: 1 });
    expect(found.of("unchecked")).toMatchObject([{ subject, because: "denied" }]);
  });

  test('a cut tag list keeps "nothing attached" from being said', async () => {
    const { shelf, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    shelf.artifact({ subject: image.digest });
    shelf.image({ tag: "0.9" });
    const tags = { items: ["0.9", "1.0"], pages: 1, truncated: "only the first 2 tags were read" };
    const found = await run({ tags });
    expect(found.rows.map(({ generation }) => generation)).toEqual(["unknown", "branch-without-tag"]);
    expect(found.completeness).toBe("truncated");
    expect(found.tags.truncated).toBe("only the first 2 tags were read");
  });

  test("a cut list of the API is no list to hold a tag against", async () => {
    const { shelf, run } = await standing({ referrersPageSize: 1, linkStyle: "endless" });
    const image = shelf.image({ tag: "1.0" });
    shelf.artifact({ subject: image.digest });
    shelf.list(image.digest, [shelf.artifact({ subject: image.digest, index: false })]);
    const found = await run();
    expect(found.of("tag-only")).toEqual([]);
    expect(found.of("unchecked")).toMatchObject([{ subject: image.digest, because: "truncated" }]);
  });

  test("bounds are told: entries, reads and subjects past them", async () => {
    const { shelf, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    shelf.image({ tag: "2.0" });
    const listed = Array.from({ length: 6 }, () => shelf.artifact({ subject: image.digest, index: false }));
    shelf.list(image.digest, listed);
    const few = await run({ limits: { entries: 4 } });
    expect(few.counts.find(({ kind }) => kind === "tag-only")?.count).toBe(4);
    expect(few.of("unchecked")).toMatchObject([{ subject: image.digest, because: "truncated" }]);
    const unread = await run({ limits: { reads: 2 } });
    expect(unread.counts.find(({ kind }) => kind === "tag-only")?.count).toBe(2);
    expect(unread.completeness).toBe("truncated");
    const subjects = await run({ limits: { subjects: 1 } });
    expect(subjects.subjects).toEqual({ all: 2, compared: 1, leftOut: 1 });
    expect(subjects.completeness).toBe("truncated");
  });
});

describe("what a registry may send to harm", () => {
  test("an index of more platforms than are asked about leaves the rest out, and says so", async () => {
    const { shelf, run } = await standing();
    const platforms = Array.from({ length: 30 }, () => shelf.image());
    shelf.index(platforms, { tag: "1.0" });
    const found = await run({ limits: { subjects: 10 } });
    expect(found.subjects.compared).toBe(10);
    expect(found.subjects.leftOut).toBeGreaterThanOrEqual(20);
    expect(found.completeness).toBe("truncated");
    expect(found.rows).toMatchObject([{ tag: "1.0", generation: "unknown", isWhole: false }]);
  });

  test("a list of thousands is counted whole, listed in part, and judged entry by entry", async () => {
    const { shelf, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    const listed = Array.from({ length: 1200 }, () =>
      shelf.artifact({ subject: image.digest, index: false }),
    );
    shelf.list(image.digest, [...listed, ...listed]);
    const found = await run({ limits: { entries: 1100 } });
    const count = (name: string) => found.counts.find(({ kind }) => kind === name);
    expect(count("duplicate-entry")).toMatchObject({ count: 1200, listed: 1000 });
    expect(count("tag-only")).toMatchObject({ count: 1100, listed: 1000 });
    expect(found.of("unchecked")).toMatchObject([{ because: "truncated" }]);
    expect(found.upgrade.reindexGap).toHaveLength(1000);
  });

  test("registry text in a reason is cut", async () => {
    const { shelf, registry, run } = await standing();
    const image = shelf.image({ tag: "1.0" });
    registry.onRequest = ({ url }) =>
      url?.includes("/referrers/")
        ? { status: 403, body: JSON.stringify({ errors: [{ code: "X".repeat(5000) }] }) }
        : undefined;
    const found = await run();
    expect(found.of("unchecked")).toMatchObject([{ subject: image.digest, because: "denied" }]);
    for (const { reason } of found.findings) expect(reason.length).toBeLessThanOrEqual(300);
  });
});

describe("how it ends", () => {
  test.each([
    ["on", "supported"],
    ["off", "unsupported"],
  ] as const)(
    "an empty repository is complete, with nothing; its API, %s, is asked about a digest of zeros",
    async (mode, support) => {
      const { registry, run } = await standing({ referrersApi: mode });
      registry.store.repository("shop/app");
      const found = await run();
      expect(found).toMatchObject({ end: "complete", completeness: "complete", rows: [], findings: [] });
      expect(found.tags).toMatchObject({ all: 0, plain: 0 });
      expect(found.subjects).toEqual({ all: 0, compared: 0, leftOut: 0 });
      expect(found.upgrade.capabilities.referrersApi.support).toBe(support);
    },
  );

  test("stopped, it keeps what it found, and takes nothing that was cut short for an answer", async () => {
    const { shelf, registry, run } = await standing();
    const images = Array.from({ length: 60 }, (_, n) => shelf.image({ tag: `v${n}` }));
    for (const { digest } of images) shelf.list(digest, [shelf.artifact({ subject: digest, index: false })]);
    const stop = new AbortController();
    let asked = 0;
    registry.onRequest = async ({ url }) => {
      if (url?.includes("/referrers/") && ++asked > 20) stop.abort();
      return undefined;
    };
    const found = await run({ signal: stop.signal });
    expect(found.end).toBe("stopped");
    expect(found.completeness).toBe("truncated");
    expect(found.of("unchecked")).toEqual([]);
    expect(found.subjects.compared).toBeLessThan(60);
    expect(found.of("tag-only").length).toBeLessThan(60);
    expect(found.upgrade.reindexGap?.length ?? 0).toBe(found.of("tag-only").length);
  });

  test("a registry that hangs is not waited for past the time limit", async () => {
    const { shelf, registry, run } = await standing();
    shelf.image({ tag: "1.0" });
    registry.onRequest = ({ url }) => (url?.includes("/referrers/") ? new Promise(() => {}) : undefined);
    const began = Date.now();
    const found = await run({ limits: { deadlineMs: 300 } });
    expect(Date.now() - began).toBeLessThan(700);
    expect(found).toMatchObject({ end: "time-limit", completeness: "truncated", findings: [] });
  });

  test("tags that are none are counted and left alone", async () => {
    const { shelf, run } = await standing();
    shelf.image({ tag: "1.0" });
    const found = await run({ tags: { items: ["1.0", "../../x", "a b", "x".repeat(129)], pages: 1 } });
    expect(found.tags.malformed).toBe(3);
    expect(found.notes[0]).toContain("3 of the listed tags");
    expect(found.completeness).toBe("truncated");
  });

  test("the events tell the same as the result", async () => {
    const { shelf, run } = await standing();
    const image = shelf.image({ tag: "1.0", created: "2024-05-01T10:00:00Z" });
    shelf.list(image.digest, [shelf.artifact({ subject: image.digest, index: false })]);
    const found = await run();
    const told = found.events.flatMap((event) => (event.type === "finding" ? event.finding : []));
    expect(told).toEqual(found.findings);
    const rows = new Map(
      found.events.flatMap((event) => (event.type === "row" ? [[event.row.tag, event.row]] : [])),
    );
    expect([...rows.values()]).toEqual(found.rows);
    const last = found.events.findLast(({ type }) => type === "progress");
    expect(last).toMatchObject({
      progress: { phase: "times", done: 1, total: 1, gap: 1, findings: 1, unchecked: 0 },
    });
  });
});
