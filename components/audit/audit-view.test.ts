import { describe, expect, it } from "vitest";
import type { Problem, TagRow } from "#lib/api";
import { AUDIT_KINDS, type AuditFinding } from "#lib/evidence";
import { auditOf } from "./audit.test-support.ts";
import { AuditSum, viewOfAudit } from "./audit-view.ts";
import { findingWords, isProblem, SHOWN_KINDS } from "./finding-words.ts";

const finding = (digest: string): AuditFinding => ({ kind: "tag-only", digest, reason: "…", exchanges: [] });
const row = (tag: string, generation: TagRow["generation"] = "nothing"): TagRow => ({
  ...{ tag, state: "read", generation, made: {}, isWhole: true, isTimeRead: true },
});
const problem: Problem = { type: "x", title: "x", status: 504, detail: "x", code: "timed-out", hint: "x" };

describe("AuditSum", () => {
  it("adds events up; a later row of a tag and a later progress replace the earlier", () => {
    const sum = new AuditSum();
    const first = sum.add([{ type: "row", row: row("1.0") }]);
    const progress = {
      phase: "tags",
      done: 1,
      total: 2,
      gap: 0,
      findings: 0,
      unchecked: 0,
      requests: 3,
    } as const;
    const second = sum.add([
      { type: "row", row: row("1.0", "tree") },
      { type: "finding", finding: finding("sha256:a") },
      { type: "progress", progress },
    ]);
    expect(first.rows).toEqual([row("1.0")]);
    expect(second).toMatchObject({ phase: "asking", rows: [row("1.0", "tree")], progress });
    expect(second.counts.find(({ kind }) => kind === "tag-only")).toMatchObject({ count: 1 });
  });

  it("keeps what there is when it is stopped, cut or ends with a fault", () => {
    for (const [event, phase] of [
      [{ type: "stopped" }, "stopped"],
      [{ type: "cut" }, "cut"],
      [{ type: "problem", problem }, "cut"],
    ] as const) {
      const sum = new AuditSum();
      sum.add([{ type: "row", row: row("1.0") }]);
      expect(sum.add([event])).toMatchObject({ phase, rows: [row("1.0")] });
    }
  });

  it("is the whole audit once that is done, whatever ends the stream", () => {
    const sum = new AuditSum();
    sum.add([{ type: "row", row: row("0.9") }]);
    const audit = auditOf({ rows: [row("1.0")] });
    const done = sum.add([{ type: "done", audit }]);
    expect(done).toEqual(viewOfAudit(audit));
    expect(sum.add([{ type: "cut" }])).toMatchObject({ phase: "done", rows: [row("1.0")] });
  });
});

describe("findingWords", () => {
  it("has each kind once, in the order in which they are shown, and none of them green", () => {
    expect([...SHOWN_KINDS].sort()).toEqual([...AUDIT_KINDS].sort());
    for (const kind of SHOWN_KINDS) {
      const { title, meaning, tone } = findingWords(kind);
      expect(title).not.toMatch(/\.$/);
      expect(meaning).toMatch(/\.$/);
      expect(tone).not.toBe("ok");
    }
    expect(SHOWN_KINDS.filter((kind) => !isProblem(kind))).toEqual(["unchecked", "api-only"]);
  });
});
