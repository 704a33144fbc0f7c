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
