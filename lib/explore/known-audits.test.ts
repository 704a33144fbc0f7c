import { describe, expect, it } from "vitest";
import type { Audit } from "#lib/api";
import { AUDIT_KINDS } from "#lib/evidence";
import { assess, supported, unknownCapabilities } from "#lib/upgrade";
import { AuditMemory } from "./known-audits.ts";

const AT = Date.parse("2026-11-24T09:00:00Z");
const API = { ...unknownCapabilities("not asked"), referrersApi: supported("yes", ["x1"]) };

function auditOf(repository: string, more: Partial<Audit> = {}): Audit {
  const registry = "a.example";
  return {
    ...{ registry, repository, at: new Date(AT).toISOString(), durationMs: 1 },
    ...{
      end: "complete",
      completeness: "complete",
      upgrade: assess({ registry, repository, capabilities: API }),
    },
    tags: { all: 1, plain: 1, referrers: 0, cosign: 0, others: 0, malformed: 0 },
    subjects: { all: 1, compared: 1, leftOut: 0 },
    ...{ compared: 0, counts: AUDIT_KINDS.map((kind) => ({ kind, count: 0, listed: 0 })) },
    ...{ findings: [], rows: [], timesUnread: 0, notes: [], requests: 3, exchanges: [] },
    ...more,
  };
}

const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const tag = `v${n}`;
    return {
      tag,
      state: "read" as const,
      generation: "nothing" as const,
      made: {},
      isWhole: true,
      isTimeRead: true,
    };
  });
const names = (memory: AuditMemory) => memory.of("a.example").map(({ repository }) => repository);

describe("AuditMemory", () => {
  it("knows the last audit of each repository, newest first, and of no other registry", () => {
    const memory = new AuditMemory();
    for (const repository of ["a", "b", "a"]) memory.remember(auditOf(repository));
    memory.remember({ ...auditOf("c"), registry: "b.example" });
    expect(names(memory)).toEqual(["a", "b"]);
    expect(memory.last("a.example", "b")?.repository).toBe("b");
    expect(memory.last("a.example", "c")).toBeUndefined();
  });

  it("lets no stopped audit take the place of a complete one that stands", () => {
    const memory = new AuditMemory();
    memory.remember(auditOf("a"));
    const later = (minutes: number) => new Date(AT + minutes * 60_000).toISOString();
    memory.remember(auditOf("a", { end: "stopped", at: later(5) }));
    expect(memory.last("a.example", "a")?.end).toBe("complete");
    memory.remember(auditOf("a", { end: "stopped", at: later(90) }));
    expect(memory.last("a.example", "a")?.end).toBe("stopped");
    memory.remember(auditOf("a", { at: later(91) }));
    expect(memory.last("a.example", "a")?.end).toBe("complete");
  });

  it("forgets the oldest when there are more than 100, or too much is in them, but never the newest", () => {
    const memory = new AuditMemory();
    for (let n = 0; n < 105; n++) memory.remember(auditOf(`r${n}`));
    expect(names(memory)).toHaveLength(100);
    expect(names(memory).at(-1)).toBe("r5");
    memory.remember(auditOf("large", { rows: rows(60_000) }));
    memory.remember(auditOf("larger", { rows: rows(60_000) }));
    expect(names(memory)).toEqual(["larger"]);
    memory.remember(auditOf("huge", { rows: rows(110_000) }));
    expect(names(memory)).toEqual(["huge"]);
  });
});
