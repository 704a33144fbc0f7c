import { describe, expect, it } from "vitest";
import { auditOf } from "./audit.test-support.ts";
import { auditMarkdown, findingsCsv, tagsCsv } from "./audit-exports.ts";

const digest = `sha256:${"a".repeat(64)}`;
const subject = `sha256:${"b".repeat(64)}`;
const audit = auditOf({
  findings: [
    {
      kind: "tag-only",
      digest,
      tag: "sha256-b",
      subject,
      reason: 'the tag, "alone"',
      exchanges: ["x1", "x9"],
    },
    { kind: "dangling-tag", tag: "=1+1", reason: "a|b <script>", exchanges: [] },
  ],
  rows: [
    {
      tag: "1.0",
      state: "read",
      generation: "tree",
      made: { tree: 2 },
      isWhole: true,
      isTimeRead: true,
      digest,
      created: "2024-01-01T00:00:00Z",
      createdBy: "config",
    },
    {
      tag: "2.0",
      state: "denied",
      generation: "unknown",
      made: {},
      isWhole: false,
      isTimeRead: true,
      reason: "403",
    },
  ],
  exchanges: [
    {
      id: "x1",
      method: "GET",
      url: "https://r/v2/",
      status: 200,
      headers: {},
      requestHeaders: {},
      durationMs: 1,
      at: "",
      purpose: "",
    },
  ],
});

describe("findingsCsv", () => {
  it("has one quoted line a finding, its requests where they were kept, and nothing that a spreadsheet would run", () => {
    const [head, first, second, last] = findingsCsv(audit).split("\r\n");
    expect(head).toContain('"kind","digest","tag"');
    expect(first).toBe(
      `"registry.example.com","shop/checkout","tag-only","${digest}","sha256-b","${subject}","","the tag, ""alone""","GET https://r/v2/ 200; x9"`,
    );
    expect(second).toContain('"\'=1+1"');
    expect(last).toBe("");
  });
});

describe("tagsCsv", () => {
  it("has one line a tag, with what was made in which way", () => {
    const [head = "", first = "", second = ""] = tagsCsv(audit).split("\r\n");
    expect(head.split(",")).toHaveLength(first.split(",").length);
    expect(first).toContain(`"1.0","read","${digest}","","tree","true","0","0","0","0","2"`);
    expect(second).toContain('"2.0","denied","","","unknown","false"');
  });
});

describe("auditMarkdown", () => {
  it("tells how it ended, each kind with its digests, and the generations", () => {
    const text = auditMarkdown(audit);
    expect(text).toContain("# Audit of `registry.example.com/shop/checkout`");
    expect(text).toContain("Every tag was seen, and every question answered.");
    expect(text).toContain("## In a tag, not in the API: 1");
    expect(text).toContain(`| \`${digest}\` |`);
    expect(text).toContain("| whole tree, artifact manifest | 1 |");
  });

  it("lets no registry text be Markdown or HTML", () => {
    expect(auditMarkdown(audit)).not.toContain("<script>");
    expect(auditMarkdown(audit)).not.toContain("a|b");
  });

  it("says that nothing was found only where that is so, and how much was looked at", () => {
    const text = auditMarkdown(auditOf({ end: "stopped", completeness: "truncated" }));
    expect(text).toContain("No finding.");
    expect(text).toContain("Stopped: what was found until then is here.");
    expect(text).toContain("may still be there");
  });
});
