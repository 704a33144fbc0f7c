import { describe, expect, it } from "vitest";
import { parseRecents, type Recent, withRecent } from "./recent.ts";

const recent = (name: string, more: Partial<Recent> = {}): Recent => ({
  reference: `ghcr.io/org/${name}:1`,
  path: `/r/ghcr.io/org/${name}:1`,
  summary: "index, 2 platforms, 9 attached",
  state: "complete",
  at: "2026-11-24T09:31:04.102Z",
  ...more,
});

describe("withRecent", () => {
  it("puts the newest first and keeps an address once", () => {
    const list = [recent("a"), recent("b"), recent("c")];
    const next = withRecent(list, recent("b", { state: "denied" }));
    expect(next.map(({ path }) => path)).toEqual([
      "/r/ghcr.io/org/b:1",
      "/r/ghcr.io/org/a:1",
      "/r/ghcr.io/org/c:1",
    ]);
    expect(next[0]?.state).toBe("denied");
  });

  it("keeps at most twelve", () => {
    let list: Recent[] = [];
    for (let n = 0; n < 30; n++) list = withRecent(list, recent(`app-${n}`));
    expect(list).toHaveLength(12);
    expect(list[0]?.reference).toBe("ghcr.io/org/app-29:1");
  });
});

describe("parseRecents", () => {
  it("reads back what was stored", () => {
    const list = [recent("a", { stateWords: "tag listing denied", state: "denied" }), recent("b")];
    expect(parseRecents(JSON.stringify(list))).toEqual(list);
  });

  it.each([null, "", "no json", "{}", "null", "[1, null, {}]"])("is empty for %j", (text) => {
    expect(parseRecents(text)).toEqual([]);
  });

  it.each([
    ["an address outside the explorer", { path: "https://elsewhere.example/" }],
    ["a script", { path: "javascript:alert(1)" }],
    ["a state of no meaning", { state: "verified" as "complete" }],
    ["a text without end", { summary: "x".repeat(3000) }],
  ])("leaves out %s and keeps the rest", (_, wrong) => {
    expect(parseRecents(JSON.stringify([recent("a", wrong), recent("b")]))).toEqual([recent("b")]);
  });
});

describe("a tag that was moved", () => {
  const [old, now] = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`];

  it("is known by the digest that it had, as long as it keeps the one it has", () => {
    const first = withRecent([], recent("a", { digest: old, at: "2026-11-20T00:00:00Z" }));
    const moved = withRecent(first, recent("a", { digest: now }));
    expect(moved[0]?.before).toEqual({ digest: old, at: "2026-11-20T00:00:00Z" });
    expect(withRecent(moved, recent("a", { digest: now }))[0]?.before?.digest).toBe(old);
    expect(parseRecents(JSON.stringify(moved))).toEqual(moved);
  });

  it("is none where the digest is the same, or not known", () => {
    expect(
      withRecent([recent("a", { digest: now })], recent("a", { digest: now }))[0]?.before,
    ).toBeUndefined();
    expect(withRecent([recent("a")], recent("a", { digest: now }))[0]?.before).toBeUndefined();
    expect(parseRecents(JSON.stringify([recent("a", { before: { digest: 1 } as never })]))).toEqual([]);
  });
});
