import { describe, expect, it } from "vitest";
import { Draft } from "./draft.ts";
import { TOOLS } from "./fixtures.test-support.ts";
import { LIMITS } from "./limits.ts";
import { reportSchema } from "./report.ts";

const draft = () => new Draft(TOOLS, () => undefined);

describe("a report in the making", () => {
  it("keeps facts in order, says empty ones, and leaves out those that are not there", () => {
    const of = draft();
    of.fact("build", "Builder", "");
    of.fact("build", "Hermetic", true);
    of.fact("build", "Ref", undefined);
    of.fact("summary", "Count", 3, "signed");
    expect(of.done().facts).toEqual([
      { section: "build", name: "Builder", value: "(empty)", source: "claimed" },
      { section: "build", name: "Hermetic", value: "yes", source: "claimed" },
      { section: "summary", name: "Count", value: "3", source: "signed" },
    ]);
    expect(reportSchema.safeParse(of.done()).success).toBe(true);
  });

  it("holds no more than it may, and says so", () => {
    const of = draft();
    for (let n = 0; n < 1000; n++) of.fact("summary", `Fact ${n}`, "x".repeat(10_000));
    for (let n = 0; n < 1000; n++) of.problem(`Problem ${n}`);
    for (let n = 0; n < 2000; n++) of.subject({ digests: [["sha256", String(n)]] });
    const table = of.table("t", "T", [["a", "A"]]);
    for (let n = 0; n < LIMITS.rows + 10; n++) table.add(n === 0 ? "y".repeat(2000) : n);
    const report = of.done();
    expect(report.facts).toHaveLength(LIMITS.facts);
    expect(report.facts[0]?.value).toHaveLength(LIMITS.value);
    expect(report.problems).toHaveLength(LIMITS.problems);
    expect(report.subjects).toHaveLength(LIMITS.subjects);
    expect(report.tables[0]).toMatchObject({ total: LIMITS.rows + 10 });
    expect(report.tables[0]?.rows).toHaveLength(LIMITS.rows);
    expect(report.tables[0]?.rows[0]?.[0]).toHaveLength(LIMITS.cell);
  });

  it("repeats no fact more than 50 times", () => {
    const of = draft();
    of.facts(
      "summary",
      "Creator",
      Array.from({ length: 80 }, (_, n) => String(n)),
    );
    expect(of.done().facts).toHaveLength(LIMITS.repeats);
    expect(of.done().problems).toHaveLength(1);
  });

  it("tells once that a text held what cannot be shown", () => {
    const of = draft();
    of.fact("summary", "Name", "a\u202Eb");
    of.rows("t", "T", [["a", "A"]], [["c\u202Ed"]]);
    const { facts, tables, problems } = of.done();
    expect([facts[0]?.value, tables[0]?.rows[0]]).toEqual(["a\uFFFDb", ["c\uFFFDd"]]);
    expect(problems).toEqual([
      "Some text holds invisible or direction characters (U+202E); each is shown as \uFFFD.",
    ]);
  });

  it("reads documents in documents only so deep", () => {
    let count = 0;
    const inner = { content: { form: "none" } as const, mediaType: "", annotations: {}, signed: false };
    const of = new Draft(TOOLS, (doc, again) => {
      count++;
      again.read(doc);
    });
    of.read(inner);
    expect(count).toBe(LIMITS.nesting);
    expect(of.done().problems).toEqual([
      "Documents lie in documents more than 8 deep; the rest was not read.",
    ]);
  });

  it("knows whether a digest is one of its subjects', as it is written", () => {
    const of = draft();
    of.subjectDigest("sha256:ab", "signed");
    of.subjectDigest("sha512:AB", "signed");
    of.subjectDigest("nonsense", "signed");
    expect([of.names("sha256:ab"), of.names("sha512:ab"), of.hasSubjects]).toEqual([true, false, true]);
  });

  it("keeps the beginning of a long text, and says that it is one", () => {
    const of = draft();
    of.raw("document", "text/plain", { form: "text", text: "x".repeat(LIMITS.raw + 1) }, LIMITS.raw + 1);
    expect(of.done().raw[0]).toMatchObject({ isWhole: false, size: LIMITS.raw + 1 });
    expect(of.done().raw[0]?.text).toHaveLength(LIMITS.raw);
  });
});
